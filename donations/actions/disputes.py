"""The payer's bank takes a payment back; the charity answers to its provider and enters how it ended."""

from __future__ import annotations

from django.db import transaction

from donations.actions.coverage import cover_spendings, stage_of
from donations.actions.locking import lock_dispute, lock_gift, lock_programme
from donations.actions.refund_settlement import lessen_gift
from donations.events import GiftDisputed, GiftRestored
from donations.ledger.bookings import book_dispute, unbook_dispute
from donations.models import Dispute, Payment
from donations.rules import may_handle_money
from donations.states import DISPUTE_LIFECYCLE, GIFT_LIFECYCLE, WITH_MONEY, GiftStatus
from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.actors import Actor
from marketplace.common.events import announce


@transaction.atomic
def open_dispute(*, by: Actor, payment: Payment, provider_id: str) -> Dispute | None:
    """The provider has taken back what is left of the gift for the time being; told again, the same dispute.

    A gift that is given back already has nothing left to dispute: None.
    """
    gift = payment.gift
    lock_programme(gift.programme_id)
    gift = lock_gift(gift.pk)
    known = Dispute.objects.filter(provider_id=provider_id).first()
    if known is not None or gift.status not in WITH_MONEY:
        return known
    dispute = Dispute.objects.create(payment=payment, provider_id=provider_id, fen=gift.fen - gift.refunded_fen)
    GIFT_LIFECYCLE.advance(gift, "dispute", by=by)
    book_dispute(dispute)
    audit.record(by=by, verb="dispute.open", subject=dispute, detail={"fen": dispute.fen})
    announce(GiftDisputed(gift_id=gift.pk))
    return dispute


@transaction.atomic
def close_dispute(*, by: User, dispute: Dispute, won: bool) -> None:
    """Enter the decision: the money is back and the gift goes on, or it is gone for good."""
    gift = dispute.payment.gift
    may_handle_money(by, gift.programme.charity).require()
    programme = lock_programme(gift.programme_id)
    gift = lock_gift(gift.pk)
    dispute = lock_dispute(dispute.pk)
    DISPUTE_LIFECYCLE.advance(dispute, "win" if won else "lose", by=by, decided_at=clock.now())
    if not won:
        lessen_gift(by=by, gift=gift, fen=dispute.fen)
        return
    unbook_dispute(dispute)
    if gift.status == GiftStatus.DISPUTED:
        GIFT_LIFECYCLE.advance(gift, f"restore_{stage_of(gift)}", by=by)
    cover_spendings(by=by, programme=programme)
    announce(GiftRestored(gift_id=gift.pk))
