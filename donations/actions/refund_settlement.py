"""What became of a refund, as the provider or the bank says it: booked once, and the gift follows its money."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from donations.actions.coverage import cover_spendings, follow_the_facts, release_from_spendings, stage_of
from donations.actions.locking import lock_gift, lock_programme, lock_refund
from donations.events import GiftRefunded, GiftRestored, RefundApproved, RefundFailed
from donations.gateways.port import GatewayRefused, GatewayUnavailable, RefundRequest, RefundState
from donations.gateways.port import RefundStatus as ProviderStatus
from donations.gateways.stripe.factory import gateway_from_settings
from donations.ledger.bookings import book_refund, unbook_refund
from donations.models import Gateway, Gift, Payment, Refund
from donations.states import GIFT_LIFECYCLE, REFUND_LIFECYCLE, GiftStatus, RefundStatus
from marketplace.common import clock
from marketplace.common.actors import Actor, SystemActor
from marketplace.common.events import announce

REFUNDS = SystemActor("refunds")
MADE_AT_PROVIDER = "made_at_provider"
"""The reason of a refund that somebody made on the provider's own pages."""


def send_refund(*, by: Actor, refund: Refund) -> None:
    """Ask the provider to give an approved refund back, always with the stored key; transfers are paid by the charity.

    Raises `GatewayUnavailable`: to be tried again.
    """
    payment = refund.payment
    if payment.gateway != Gateway.STRIPE or refund.status != RefundStatus.APPROVED:
        return
    try:
        state = gateway_from_settings().refund(
            RefundRequest(
                refund_reference=refund.reference,
                account=payment.account.provider_account,
                payment_intent=payment.provider_id,
                fen=refund.fen,
                currency=payment.currency,
                idempotency_key=refund.idempotency_key,
            )
        )
    except GatewayUnavailable as error:
        if error.key_spent and not _exists_at_provider(refund):
            _next_key(refund)
        raise
    except GatewayRefused as error:
        settle_refund(by=by, refund=refund, status=ProviderStatus.FAILED, failure=error.provider_code or error.code)
        return
    settle_refund(by=by, refund=refund, status=state.status, provider_id=state.id, failure=state.failure_reason)


def send_approved_refund(event: RefundApproved) -> None:
    """Listener: an approved refund is sent; a provider that cannot be asked is asked again by the outbox."""
    send_refund(by=REFUNDS, refund=Refund.objects.get(pk=event.refund_id))


def settle_refunds_of(*, by: Actor, payment: Payment) -> None:
    """Bring every refund of an online payment in line with the provider, also one that was made there."""
    states = gateway_from_settings().refunds_of(
        account=payment.account.provider_account, payment_intent=payment.provider_id
    )
    for state in reversed(states):
        refund = _refund_for(payment, state)
        if refund.by_transfer and not _arrived_after_all(refund, state):
            continue
        settle_refund(by=by, refund=refund, status=state.status, provider_id=state.id, failure=state.failure_reason)


@transaction.atomic
def settle_refund(
    *, by: Actor, refund: Refund, status: ProviderStatus, provider_id: str = "", failure: str = ""
) -> None:
    """Book what the provider says about a refund, once: money gone, on its way, or back again."""
    gift = refund.payment.gift
    lock_programme(gift.programme_id)
    lock_gift(gift.pk)
    refund = lock_refund(refund.pk)
    if provider_id and refund.provider_id != provider_id:
        Refund.objects.filter(pk=refund.pk).update(provider_id=provider_id)
    if status == ProviderStatus.SUCCEEDED and refund.status != RefundStatus.SUCCEEDED:
        _money_is_gone(by, refund)
    elif status in {ProviderStatus.FAILED, ProviderStatus.CANCELLED} and refund.status != RefundStatus.FAILED:
        _money_is_here(by, refund, failure)
    elif status == ProviderStatus.PENDING and refund.status == RefundStatus.APPROVED:
        REFUND_LIFECYCLE.advance(refund, "send", by=by)


def _money_is_gone(by: Actor, refund: Refund) -> None:
    REFUND_LIFECYCLE.advance(refund, "succeed", by=by, settled_at=clock.now(), round=refund.round + 1, failure="")
    gift = refund.payment.gift
    book_refund(refund)
    lessen_gift(by=by, gift=gift, fen=refund.fen)
    announce(GiftRefunded(gift_id=gift.pk, refund_id=refund.pk))


def _money_is_here(by: Actor, refund: Refund, failure: str) -> None:
    was_gone = refund.status == RefundStatus.SUCCEEDED
    REFUND_LIFECYCLE.advance(refund, "fail", by=by, failure=failure[:80], settled_at=clock.now())
    if was_gone:
        unbook_refund(refund)
        restore_gift(by=by, gift=refund.payment.gift, fen=refund.fen)
    announce(RefundFailed(refund_id=refund.pk))


def lessen_gift(*, by: Actor, gift: Gift, fen: int) -> None:
    """`fen` of the gift are gone: first what was unused, then what had paid for something, which others now pay."""
    gift.refresh_from_db()
    spent = max(fen - gift.unused_fen, 0)
    if spent:
        release_from_spendings(gift=gift, fen=spent)
    Gift.objects.filter(pk=gift.pk).update(refunded_fen=F("refunded_fen") + fen, spent_fen=F("spent_fen") - spent)
    gift.refresh_from_db()
    if gift.refunded_fen == gift.fen:
        GIFT_LIFECYCLE.advance(gift, "refund", by=by)
    else:
        follow_the_facts(by=by, gift=gift)
    cover_spendings(by=by, programme=gift.programme)


def restore_gift(*, by: Actor, gift: Gift, fen: int) -> None:
    """`fen` of the gift are there again: it stands where its facts say, and pays for what is uncovered."""
    Gift.objects.filter(pk=gift.pk).update(refunded_fen=F("refunded_fen") - fen)
    gift.refresh_from_db()
    if gift.status == GiftStatus.REFUNDED:
        GIFT_LIFECYCLE.advance(gift, f"restore_{stage_of(gift)}", by=by)
    else:
        follow_the_facts(by=by, gift=gift)
    cover_spendings(by=by, programme=gift.programme)
    announce(GiftRestored(gift_id=gift.pk))


def _arrived_after_all(refund: Refund, state: RefundState) -> bool:
    """A refund that we wanted to transfer, and that the provider paid while we had not: then it goes the first way."""
    if state.status != ProviderStatus.SUCCEEDED:
        return False
    waiting = Refund.objects.filter(pk=refund.pk, status=RefundStatus.TRANSFER)
    return bool(waiting.update(by_transfer=False))


def _refund_for(payment: Payment, state: RefundState) -> Refund:
    """Ours by its reference or by the provider's id; else one that was made at the provider."""
    ours = payment.refunds.filter(reference=state.refund_reference) if state.refund_reference else None
    known = ours.first() if ours is not None else None
    if known is None:
        known = payment.refunds.filter(provider_id=state.id).first()
    if known is not None:
        return known
    refund, _made = Refund.objects.get_or_create(
        provider_id=state.id,
        defaults={
            "payment": payment,
            "fen": state.amount_fen,
            "reason": MADE_AT_PROVIDER,
            "idempotency_key": f"provider:{state.id}",
            "status": RefundStatus.APPROVED,
        },
    )
    return refund


def _exists_at_provider(refund: Refund) -> bool:
    states = gateway_from_settings().refunds_of(
        account=refund.payment.account.provider_account, payment_intent=refund.payment.provider_id
    )
    return any(state.refund_reference == refund.reference for state in states)


def _next_key(refund: Refund) -> None:
    """The provider repeats a stored failure for the old key, and nothing came of it."""
    stem, _, number = refund.idempotency_key.rpartition(":")
    Refund.objects.filter(pk=refund.pk).update(idempotency_key=f"{stem}:{int(number) + 1}")
