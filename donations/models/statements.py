"""A charity's bank statement, line by line: which money belongs to which gift."""

from __future__ import annotations

from django.db import models

from donations.models.payees import PayeeAccount
from donations.models.payments import Payment
from donations.states import LINE_LIFECYCLE, LineStatus
from marketplace.accounts.models import User
from marketplace.common.encryption import EncryptedText
from marketplace.common.rows import PublicRow


class StatementImport(PublicRow):
    """One file: how many lines it held and what became of them; the file itself is not kept."""

    account = models.ForeignKey(PayeeAccount, on_delete=models.PROTECT, related_name="statements")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    rows = models.PositiveIntegerField(default=0)
    matched = models.PositiveIntegerField(default=0)
    unknown = models.PositiveIntegerField(default=0)
    mismatched = models.PositiveIntegerField(default=0)
    duplicates = models.PositiveIntegerField(default=0)
    outgoing = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list)
    """Rejected rows: [row number, field, code]; never a value."""

    class Meta:
        ordering = ["-pk"]


class StatementLine(PublicRow):
    """Money that came in; who sent it is encrypted, and its bank serial counts once per account."""

    account = models.ForeignKey(PayeeAccount, on_delete=models.PROTECT, related_name="lines")
    imported = models.ForeignKey(StatementImport, on_delete=models.PROTECT, related_name="lines")
    row = models.PositiveIntegerField()
    serial = models.CharField(max_length=80)
    booked_on = models.DateField()
    fen = models.BigIntegerField()
    payer = EncryptedText(blank=True)
    remark = EncryptedText(blank=True)
    codes = models.JSONField(default=list)
    """Reference codes found in the remark."""
    reason = models.CharField(max_length=40, blank=True)
    """Why it waits in a queue, or why it was set aside: a stable code."""
    status = models.CharField(max_length=10, choices=LineStatus.choices, default=LineStatus.READ)
    payments = models.ManyToManyField(Payment, related_name="bank_lines")

    class Meta:
        ordering = ["-booked_on", "-pk"]
        constraints = [
            LINE_LIFECYCLE.constraint("bank_line_status_is_in_its_lifecycle"),
            models.UniqueConstraint(fields=["account", "serial"], name="one_line_per_account_and_bank_serial"),
            models.CheckConstraint(condition=models.Q(fen__gt=0), name="bank_line_amount_is_positive"),
        ]
        indexes = [models.Index(fields=["account", "status", "-id"], name="bank_lines_by_queue")]
