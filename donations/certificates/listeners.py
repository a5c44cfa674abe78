"""What certificates do when the money or the receipt changes. Safe to run twice."""

from __future__ import annotations

from donations.certificates.issuing import ISSUER, issue_certificate, left, may_be_certified, revoke_certificate
from donations.events import GiftClaimed, GiftDisputed, GiftReceived, GiftRefunded, GiftRestored
from donations.models import Gift, StatutoryReceipt
from donations.receipts.events import ReceiptRecorded, ReceiptReversed


def certify_received_gift(event: GiftReceived) -> None:
    """A provisional certificate as soon as the charity has confirmed the money and the cooling time is over."""
    _certify(event.gift_id)


def certify_restored_gift(event: GiftRestored) -> None:
    """The money is there again."""
    _certify(event.gift_id)


def certify_claimed_gift(event: GiftClaimed) -> None:
    """The donor of a platform's gift asks for a receipt now."""
    _certify(event.gift_id)


def replace_by_receipt(event: ReceiptRecorded) -> None:
    """The receipt issues a new number; the old one reads superseded."""
    _certify(StatutoryReceipt.objects.get(pk=event.receipt_id).gift_id)


def revoke_on_red_letter(event: ReceiptReversed) -> None:
    """The receipt it cites is in force no longer."""
    revoke_certificate(by=ISSUER, gift=StatutoryReceipt.objects.get(pk=event.receipt_id).gift, because="RED_LETTER")


def revoke_on_refund(event: GiftRefunded) -> None:
    """What was given back is no gift; a part that stays gets a certificate of its own once its receipt is right."""
    gift = Gift.objects.get(pk=event.gift_id)
    revoke_certificate(by=ISSUER, gift=gift, because="REFUNDED")
    if left(gift) > 0 and not StatutoryReceipt.objects.filter(gift=gift).exists():
        _certify(gift.pk)


def revoke_on_dispute(event: GiftDisputed) -> None:
    """The payer's bank asks for the money back."""
    revoke_certificate(by=ISSUER, gift=Gift.objects.get(pk=event.gift_id), because="DISPUTED")


def certify_cooled_gifts() -> int:
    """Sweep: gifts whose cooling time ended without a certificate; returns how many got one."""
    waiting = Gift.objects.filter(received_at__isnull=False, waived=False, certificates__isnull=True).order_by("pk")
    return sum(_certify(gift.pk) for gift in waiting[:200])


def _certify(gift_id: int) -> bool:
    gift = Gift.objects.select_related("programme__charity", "donor").get(pk=gift_id)
    if not may_be_certified(gift).passed:
        return False
    issue_certificate(by=ISSUER, gift=gift)
    return True
