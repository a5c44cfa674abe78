"""The award, and what losers ask about it."""

from __future__ import annotations

from django.db import models

from marketplace.accounts.models import User
from marketplace.common.rows import PublicRow
from marketplace.organisations.models import Organisation
from marketplace.procurement.models.bids import Bid
from marketplace.procurement.models.tenders import Tender
from marketplace.procurement.states import AWARD_LIFECYCLE, AwardStatus


class Award(PublicRow):
    """Which bid was chosen, at its own price, and when everybody was told."""

    tender = models.OneToOneField(Tender, on_delete=models.PROTECT, related_name="award")
    bid = models.OneToOneField(Bid, on_delete=models.PROTECT, related_name="award")
    price_fen = models.BigIntegerField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    announced_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=AwardStatus.choices, default=AwardStatus.ANNOUNCED)

    class Meta:
        constraints = [
            AWARD_LIFECYCLE.constraint("award_status_is_in_its_lifecycle"),
            models.CheckConstraint(condition=models.Q(price_fen__gt=0), name="award_price_is_positive"),
        ]


class AwardQuery(PublicRow):
    """A bidder's query (质疑) about the award, and the buyer's answer."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="queries")
    bidder = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    upheld = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answer="", answered_at__isnull=True, upheld=False)
                | models.Q(answer__gt="", answered_at__isnull=False),
                name="award_query_is_answered_whole_or_not_at_all",
            )
        ]
