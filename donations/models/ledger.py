"""The ledger: every move names both sides, so an entry cannot be out of balance."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from donations.models.programmes import Programme
from marketplace.common.rows import Row
from marketplace.organisations.models import Organisation


class AccountKind(models.TextChoices):
    """民间非营利组织会计制度 in brief: what the charity has, what is restricted, what was released and spent."""

    BANK = "bank", _("bank deposits")
    CLEARING = "clearing", _("with the payment provider")
    PLATFORM = "platform", _("with the designated platform")
    FEES = "fees", _("provider's fees")
    PENDING = "pending", _("restricted, not confirmed")
    AVAILABLE = "available", _("restricted, available")
    RELEASED = "released", _("released from restriction")
    SPENT = "spent", _("programme spending")


OF_PROGRAMME = frozenset({AccountKind.PENDING, AccountKind.AVAILABLE, AccountKind.RELEASED, AccountKind.SPENT})
CREDIT_SIDE = frozenset({AccountKind.PENDING, AccountKind.AVAILABLE, AccountKind.RELEASED})
"""Their balance is credits minus debits; of all others debits minus credits."""


class LedgerAccount(Row):
    """An account of a charity or of one of its programmes; `balance_fen` is debits minus credits of its moves."""

    kind = models.CharField(max_length=10, choices=AccountKind.choices)
    charity = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, null=True, on_delete=models.PROTECT, related_name="ledger_accounts")
    currency = models.CharField(max_length=3, default="CNY")
    balance_fen = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "charity", "currency"],
                condition=models.Q(programme__isnull=True),
                name="one_account_per_kind_and_charity",
            ),
            models.UniqueConstraint(
                fields=["kind", "programme", "currency"],
                condition=models.Q(programme__isnull=False),
                name="one_account_per_kind_and_programme",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=sorted(OF_PROGRAMME), programme__isnull=False)
                | (~models.Q(kind__in=sorted(OF_PROGRAMME)) & models.Q(programme__isnull=True)),
                name="restricted_accounts_belong_to_a_programme",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def standing_fen(self) -> int:
        """The balance as people read it: what is there, what was given, what was spent."""
        return -self.balance_fen if self.kind in CREDIT_SIDE else self.balance_fen


class Entry(Row):
    """One cause, booked once. Append-only by trigger; a mistake is corrected by `reverse`."""

    cause_kind = models.CharField(max_length=20)
    cause_reference = models.CharField(max_length=60)
    reverses = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="reversed_by")
    because = models.CharField(max_length=60, blank=True)
    booked_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["cause_kind", "cause_reference"], name="one_entry_per_cause"),
        ]

    def __str__(self) -> str:
        return f"{self.cause_kind}:{self.cause_reference}"


class Move(models.Model):
    """`fen` from the credited to the debited account. Append-only by trigger."""

    wagtail_reference_index_ignore = True

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="moves")
    debit = models.ForeignKey(LedgerAccount, on_delete=models.PROTECT, related_name="debits")
    credit = models.ForeignKey(LedgerAccount, on_delete=models.PROTECT, related_name="credits")
    fen = models.BigIntegerField()
    currency = models.CharField(max_length=3)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(fen__gt=0), name="move_amount_is_positive"),
            models.CheckConstraint(condition=~models.Q(debit=models.F("credit")), name="move_has_two_sides"),
        ]

    def __str__(self) -> str:
        return f"{self.fen} {self.currency}"
