"""What a programme's money was used for, and whose gifts it was: the oldest first."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language

from donations.models.gifts import Gift
from donations.models.programmes import Programme
from marketplace.accounts.models import User
from marketplace.common.rows import PublicRow, Row
from marketplace.fulfilment.models import Assignment


class Spending(PublicRow):
    """One use of a programme's money, with its voucher; `purpose` is public and was scanned."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="spendings")
    assignment = models.ForeignKey(Assignment, null=True, on_delete=models.PROTECT, related_name="+")
    fen = models.BigIntegerField()
    currency = models.CharField(max_length=3, default="CNY")
    purpose = models.CharField(max_length=160)
    purpose_en = models.CharField(max_length=200, blank=True)
    voucher = models.CharField(max_length=60)
    """The number of the invoice or payment order in the charity's books."""
    spent_on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    covered_fen = models.BigIntegerField(default=0)
    """The sum of its shares; below `fen` only after a gift that had paid for it was given back."""

    class Meta:
        ordering = ["-spent_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "voucher"], name="one_spending_per_programme_and_voucher"),
            models.CheckConstraint(
                condition=models.Q(fen__gt=0, covered_fen__gte=0) & models.Q(fen__gte=models.F("covered_fen")),
                name="spending_is_covered_at_most_once",
            ),
        ]

    @property
    def purpose_text(self) -> str:
        """The purpose in the reader's language."""
        return self.purpose if (get_language() or "zh").startswith("zh") else self.purpose_en or self.purpose


class SpendingShare(Row):
    """`fen` of a gift that paid for a spending; negative when the gift was given back afterwards. Append-only."""

    spending = models.ForeignKey(Spending, on_delete=models.PROTECT, related_name="shares")
    gift = models.ForeignKey(Gift, on_delete=models.PROTECT, related_name="shares")
    fen = models.BigIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(fen=0), name="share_moves_something")]

    def __str__(self) -> str:
        return str(self.fen)
