"""Record a statutory receipt for a confirmed gift, or its red-letter reversal; nothing is ever edited."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from donations.actions import mark_receipted, mark_red_lettered
from donations.actions.locking import lock_gift
from donations.models import Gift, StatutoryReceipt
from donations.receipts.events import ReceiptRecorded, ReceiptReversed
from donations.rules.people import may_handle_money
from donations.states import WITH_MONEY, GiftStatus
from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.events import announce
from marketplace.common.verdict import DomainError


class ReceiptRefused(DomainError):
    """The receipt cannot be recorded; the sentence says why."""

    code = "RECEIPT_REFUSED"


@transaction.atomic
def record_receipt(
    *, by: User, gift: Gift, code: str, number: str, check_code: str, issued_on: date
) -> StatutoryReceipt:
    """Write down the receipt that the charity issued for what is left of a confirmed gift."""
    may_handle_money(by, gift.programme.charity).require()
    locked = lock_gift(gift.pk)
    _require_receiptable(locked, issued_on)
    receipt = StatutoryReceipt(
        gift=locked,
        code=code,
        number=number,
        check_code=check_code,
        issued_on=issued_on,
        fen=locked.fen - locked.refunded_fen,
        recorded_by=by,
    )
    _require_form(receipt)
    receipt.save()
    mark_receipted(by=by, gift=gift)
    audit.record(by=by, verb="receipt.record", subject=receipt, detail={"gift": gift.reference, "fen": receipt.fen})
    announce(ReceiptRecorded(receipt_id=receipt.pk))
    return receipt


@transaction.atomic
def reverse_receipt(
    *, by: User, receipt: StatutoryReceipt, code: str, number: str, check_code: str, issued_on: date, fen: int
) -> StatutoryReceipt:
    """Record the red-letter receipt: it names the whole amount of the one it reverses, once."""
    gift = receipt.gift
    may_handle_money(by, gift.programme.charity).require()
    lock_gift(gift.pk)
    if receipt.reverses_id is not None or StatutoryReceipt.objects.filter(reverses=receipt).exists():
        raise ReceiptRefused(
            _("This receipt was reversed already. Record a new receipt instead."), code="SECOND_RED_LETTER"
        )
    if fen != -receipt.fen:
        raise ReceiptRefused(
            _("A red-letter receipt reverses the whole amount of the original. Enter that amount with a minus."),
            code="RED_AMOUNT_DIFFERS",
        )
    red = StatutoryReceipt(
        gift=gift,
        code=code,
        number=number,
        check_code=check_code,
        issued_on=issued_on,
        fen=fen,
        reverses=receipt,
        recorded_by=by,
    )
    _require_form(red)
    red.save()
    gift.refresh_from_db()
    mark_red_lettered(by=by, gift=gift)
    audit.record(by=by, verb="receipt.reverse", subject=red, detail={"gift": gift.reference, "fen": fen})
    announce(ReceiptReversed(receipt_id=receipt.pk))
    return red


def receipt_in_force(gift: Gift) -> StatutoryReceipt | None:
    """The gift's receipt that no red letter reversed."""
    receipts = StatutoryReceipt.objects.filter(gift=gift, reverses__isnull=True, reversed_by__isnull=True)
    return receipts.order_by("-pk").first()


def _require_receiptable(gift: Gift, issued_on: date) -> None:
    if gift.waived:
        raise ReceiptRefused(_("The donor waived a receipt for this gift."), code="RECEIPT_WAIVED")
    if gift.status not in (WITH_MONEY - {GiftStatus.PAID}) | {GiftStatus.RED_LETTERED}:
        raise ReceiptRefused(
            _("A receipt follows the actual receipt of the money. Confirm the gift first."), code="NOT_RECEIVED_YET"
        )
    if receipt_in_force(gift) is not None:
        raise ReceiptRefused(
            _("This gift has a receipt in force. Reverse it with a red-letter receipt first."), code="RECEIPT_IN_FORCE"
        )
    if gift.fen <= gift.refunded_fen:
        raise ReceiptRefused(_("The whole gift was given back; there is nothing to receipt."), code="NOTHING_LEFT")
    if issued_on > clock.today():
        raise ReceiptRefused(_("The receipt cannot be dated in the future."), code="RECEIPT_IN_FUTURE")


def _require_form(receipt: StatutoryReceipt) -> None:
    try:
        receipt.clean_fields(exclude=["gift", "recorded_by", "reverses"])
        receipt.validate_constraints(exclude=["gift", "recorded_by", "reverses"])
    except ValidationError as error:
        raise ReceiptRefused(" ".join(error.messages), code="RECEIPT_FORM") from error
    if StatutoryReceipt.objects.filter(code=receipt.code, number=receipt.number).exists():
        raise ReceiptRefused(
            _("A receipt with this code and number is recorded already. Compare it with the paper."),
            code="RECEIPT_RECORDED_TWICE",
        )
