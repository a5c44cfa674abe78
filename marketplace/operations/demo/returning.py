"""Gifts that did not go straight: one whose receipt never came, one given back, one that a second person decides on."""

from __future__ import annotations

from donations.actions import approve_refund, record_refund_paid, request_refund
from donations.certificates.issuing import lapse_certificates
from donations.models import Gift
from marketplace.common.events.dispatch import deliver_due
from marketplace.operations.demo.partners import Partners

REASON = "duplicate_payment"


def let_certificates_lapse() -> None:
    """What the sweep does every day."""
    lapse_certificates()
    deliver_due()


def give_back(partners: Partners) -> None:
    """The newest two gifts that nothing was promised of yet: one goes back, the other waits for a second person."""
    received = Gift.objects.filter(status="received").select_related("programme__charity").order_by("-pk")
    for gift, is_settled in zip(received[:2], (True, False), strict=False):
        charity = gift.programme.charity
        finance, manager = partners.finance[charity.pk], partners.person_of(charity)
        refund = request_refund(by=finance, gift=gift, fen=gift.fen, reason=REASON)
        if is_settled:
            approve_refund(by=manager, refund=refund)
            refund.refresh_from_db()
            record_refund_paid(by=finance, refund=refund, serial=f"R{gift.pk:08d}")
    deliver_due()
