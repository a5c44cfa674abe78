"""The evaluation panel: who sits on it, what ties they declared, and the marks each gave alone."""

from __future__ import annotations

from django.db import models

from marketplace.accounts.models import User
from marketplace.common.rows import Row
from marketplace.organisations.models import Organisation
from marketplace.procurement.models.bids import Bid
from marketplace.procurement.models.tenders import Tender


class Seat(Row):
    """A person on the panel of one tender."""

    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="seats")
    member = models.ForeignKey(User, on_delete=models.PROTECT, related_name="panel_seats")
    is_expert = models.BooleanField(default=False)
    interests = models.ManyToManyField(Organisation, related_name="+", blank=True)
    """Organisations the member is tied to, declared from the whole register of bidders, so that no bidder is told."""
    declared_at = models.DateTimeField(null=True)
    stood_aside_at = models.DateTimeField(null=True)
    handed_in_at = models.DateTimeField(null=True)
    agreed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["tender", "member"], name="one_seat_per_person_and_tender")]

    def __str__(self) -> str:
        return f"seat {self.pk}"


class Mark(Row):
    """What one member gives one bid for one criterion, from 0 to 100."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="marks")
    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="marks")
    criterion = models.CharField(max_length=40)
    value = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["seat", "bid", "criterion"], name="one_mark_per_member_bid_and_criterion"),
            models.CheckConstraint(condition=models.Q(value__gte=0, value__lte=100), name="mark_is_between_0_and_100"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.value}"
