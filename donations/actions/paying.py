"""Money has arrived: one payment per attempt, one entry per payment, however often and by whomever we are told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from donations.actions.coverage import cover_spendings
from donations.actions.giving import new_gift
from donations.actions.locking import lock_attempt, lock_gift, lock_programme
from donations.events import GiftPaid, GiftReceived, WebhookStored
from donations.ledger.bookings import book_confirmation, book_fee, book_payment
from donations.models import DonationAttempt, DonorKind, Gateway, Gift, Payment, WebhookEvent
from donations.rules import GiftWish, may_handle_money
from donations.states import (
    ATTEMPT_LIFECYCLE,
    GIFT_LIFECYCLE,
    INBOX_LIFECYCLE,
    AttemptStatus,
    GiftStatus,
    InboxStatus,
)
from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.actors import Actor
from marketplace.common.events import announce


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """What the provider or the bank says came in; `provider_id` is unique at the gateway."""

    provider_id: str
    fen: int
    method: str = ""
    fee_fen: int | None = None
    available_on: datetime | None = None


@transaction.atomic
def record_payment(*, by: Actor, attempt: DonationAttempt, arrived: Arrived) -> Payment:
    """Count the money of an attempt once; told again, return what was counted. The gift becomes `arrived.fen`.

    A gift that is paid already gets no second payment: the money becomes a gift of its own beside it.
    """
    gift = lock_gift(attempt.gift_id)
    attempt = lock_attempt(attempt.pk)
    if attempt.status == AttemptStatus.PAID:
        return _with_fee(attempt.payment, arrived)
    if gift.status not in {GiftStatus.INTENT, GiftStatus.ABANDONED}:
        gift = _second_gift(gift, attempt)
    ATTEMPT_LIFECYCLE.advance(attempt, "pay", by=by)
    now = clock.now()
    GIFT_LIFECYCLE.advance(gift, "pay", by=by, paid_at=now, channel=attempt.gateway, fen=arrived.fen)
    payment = Payment.objects.create(
        gift=gift,
        attempt=attempt,
        account=attempt.account,
        gateway=attempt.gateway,
        provider_id=arrived.provider_id,
        fen=arrived.fen,
        currency=attempt.currency,
        method=arrived.method,
        paid_at=now,
    )
    book_payment(payment)
    _with_fee(payment, arrived)
    _wake_parked_events(by, payment)
    announce(GiftPaid(gift_id=gift.pk))
    return payment


@transaction.atomic
def confirm_received(*, by: User, gift: Gift) -> None:
    """The charity's finance staff have seen the money: it is available, and may pay for what is uncovered."""
    may_handle_money(by, gift.programme.charity).require()
    programme = lock_programme(gift.programme_id)
    lock_gift(gift.pk)
    GIFT_LIFECYCLE.advance(gift, "receive", by=by, received_at=clock.now())
    gift.refresh_from_db()
    book_confirmation(gift)
    cover_spendings(by=by, programme=programme)
    announce(GiftReceived(gift_id=gift.pk))


def _second_gift(gift: Gift, attempt: DonationAttempt) -> Gift:
    """The donor paid twice: the second payment stands beside the first, to be kept or given back."""
    donor = gift.donor
    wish = GiftWish(
        fen=attempt.fen,
        donor_kind=DonorKind(gift.donor_kind),
        receipt_name=donor.receipt_name,
        identifier=donor.identifier,
        email=donor.email,
        waived=gift.waived,
        language=gift.language,
    )
    second = new_gift(programme=gift.programme, wish=wish, duplicate_of=gift)
    DonationAttempt.objects.filter(pk=attempt.pk).update(gift=second)
    attempt.gift = second
    return second


def _with_fee(payment: Payment, arrived: Arrived) -> Payment:
    """The provider books its fee later than the payment: filled in once, charged to the charity's own costs."""
    if arrived.fee_fen is None or payment.fee_fen is not None:
        return payment
    payment.fee_fen, payment.available_on = arrived.fee_fen, arrived.available_on
    Payment.objects.filter(pk=payment.pk).update(fee_fen=payment.fee_fen, available_on=payment.available_on)
    book_fee(payment, arrived.fee_fen)
    return payment


def _wake_parked_events(by: Actor, payment: Payment) -> None:
    """News of this payment that came before the payment itself is looked at again."""
    if payment.gateway != Gateway.STRIPE:
        return
    for event in WebhookEvent.objects.filter(payment_intent=payment.provider_id, status=InboxStatus.PARKED):
        INBOX_LIFECYCLE.advance(event, "replay", by=by)
        announce(WebhookStored(webhook_id=event.pk))
