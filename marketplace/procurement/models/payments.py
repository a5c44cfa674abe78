"""What the buyer paid for a milestone, as its books say: entries that are corrected by later ones, never altered."""

from __future__ import annotations

from django.db import models

from marketplace.accounts.models import User
from marketplace.common.rows import Row
from marketplace.procurement.models.contracts import Milestone


class Payment(Row):
    """The buyer paid what it accepted: when, and under which voucher of its books; the money moves elsewhere.

    A mistake is corrected by an entry that cites the wrong one (`corrects`) and says why; it stands in its place, and
    with no amount when nothing was paid. What is left of a milestone is paid as its next `part`.
    """

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="payments")
    part = models.PositiveSmallIntegerField(default=1)
    fen = models.BigIntegerField()
    paid_on = models.DateField()
    voucher = models.CharField(max_length=60)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="corrected_by")
    because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["milestone", "part", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["milestone", "part"], condition=models.Q(corrects__isnull=True), name="one_first_entry_per_part"
            ),
            models.CheckConstraint(
                condition=models.Q(fen__gt=0) | models.Q(fen=0, corrects__isnull=False),
                name="payment_of_a_milestone_is_positive",
            ),
            models.CheckConstraint(
                condition=models.Q(corrects__isnull=True, because="")
                | models.Q(corrects__isnull=False, because__gt=""),
                name="a_correction_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"payment {self.part} of {self.milestone_id}"
