"""What a refund or a lost dispute means for the receipt (财综〔2024〕1号: nothing is edited, a red letter reverses)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from donations.models import Dispute, Gift, Refund, StatutoryReceipt
from donations.receipts.recording import receipt_in_force
from donations.states import DisputeStatus, GiftStatus, RefundStatus
from marketplace.common import clock


class PaperDue(models.TextChoices):
    """What is still to be done about the papers of a gift; the codes are stable."""

    RED_LETTER = "RED_LETTER_DUE", _("reverse the receipt by a red-letter one over its whole amount")
    NEW_RECEIPT = "NEW_RECEIPT_DUE", _("issue and record a new receipt for what is left")
    AMENDED_RETURN = (
        "NEEDS_AMENDED_RETURN",
        _("the gift was made in an earlier tax year: tell the donor to correct the tax return of that year"),
    )


def papers_due(gift: Gift) -> list[PaperDue]:
    """In the order in which they are done; empty when the papers say what the money says."""
    receipt, left = receipt_in_force(gift), gift.fen - gift.refunded_fen
    due = []
    if receipt is not None and receipt.fen != left:
        due.append(PaperDue.RED_LETTER)
    if left > 0 and (due or gift.status == GiftStatus.RED_LETTERED):
        due.append(PaperDue.NEW_RECEIPT)
    if needs_amended_return(gift):
        due.append(PaperDue.AMENDED_RETURN)
    return due


def needs_amended_return(gift: Gift) -> bool:
    """Receipted money went back after the donor's tax year had closed: the deduction of that year is too large."""
    if gift.paid_at is None or not StatutoryReceipt.objects.filter(gift=gift, reverses__isnull=True).exists():
        return False
    refunds = Refund.objects.filter(payment__gift=gift, status=RefundStatus.SUCCEEDED, settled_at__isnull=False)
    lost = Dispute.objects.filter(payment__gift=gift, status=DisputeStatus.LOST, decided_at__isnull=False)
    moments = [*refunds.values_list("settled_at", flat=True), *lost.values_list("decided_at", flat=True)]
    year = clock.local(gift.paid_at).year
    return any(clock.local(moment).year > year for moment in moments if moment is not None)
