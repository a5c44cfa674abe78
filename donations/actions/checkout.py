"""Paying online: a page of the provider's for the donor, and what became of it. No call inside a transaction."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from donations.actions.giving import SWEEP
from donations.actions.locking import lock_attempt, lock_gift
from donations.actions.paying import Arrived, record_payment
from donations.events import AttemptEnded, GiftAbandoned
from donations.gateways.port import (
    CheckoutRequest,
    GatewayRefused,
    GatewayUnavailable,
    PaymentState,
    PaymentStatus,
    SessionState,
    SessionStatus,
)
from donations.gateways.stripe.factory import gateway_from_settings
from donations.models import DonationAttempt, Gateway, Gift, PayeeAccount
from donations.queries import open_account
from donations.rules import may_pay_online
from donations.states import ATTEMPT_LIFECYCLE, ATTEMPT_LIVE, AttemptStatus
from marketplace.common import clock
from marketplace.common.actors import Actor
from marketplace.common.events import announce
from marketplace.common.references import new_reference
from marketplace.common.rule_data import rule
from marketplace.common.verdict import DomainError

ATTEMPT_PLACE = "{ATTEMPT}"
SLACK = timedelta(minutes=2)
"""Providers and we do not read the same clock."""


class SettlementMismatch(DomainError):
    """The provider reports another amount, currency or attempt than we asked for: a person must look."""

    code = "SETTLEMENT_MISMATCH"


def start_checkout(*, by: Actor, gift: Gift, success_url: str, cancel_url: str) -> str:
    """The address of the provider's page for this gift; asked again while it is open, the same page.

    `{ATTEMPT}` in the two addresses becomes the attempt's reference: the provider needs no more to lead back to us.

    The attempt and its key are stored before the call: whoever dies in between asks again with the same key.
    Raises `Refused`, `GatewayUnavailable` (try again) and `GatewayRefused`.
    """
    attempt = _prepare(by, gift, success_url, cancel_url)
    if attempt.status == AttemptStatus.OPEN:
        return attempt.page_url
    try:
        page = gateway_from_settings().open_checkout(_request(attempt))
    except GatewayUnavailable as error:
        if error.key_spent:
            _end(by, attempt, "fail", provider_code=error.provider_code or "key_spent")
        raise
    except GatewayRefused as error:
        _end(by, attempt, "fail", provider_code=error.provider_code or error.code)
        raise
    with transaction.atomic(durable=True):
        attempt = lock_attempt(attempt.pk)
        if attempt.status == AttemptStatus.CREATED:
            ATTEMPT_LIFECYCLE.advance(attempt, "open", by=by, session_id=page.id, page_url=page.url)
    return page.url


def settle_attempt(*, by: Actor, attempt: DonationAttempt, reported_failed: bool = False) -> DonationAttempt:
    """Bring an attempt in line with what the provider says now; safe to call from anywhere, any number of times.

    Looks at the payment's status only. `reported_failed`: the provider said that a delayed payment came to nothing.
    Raises `SettlementMismatch`, and `GatewayError` when the provider cannot be asked.
    """
    if attempt.gateway != Gateway.STRIPE or not attempt.session_id or _is_settled(attempt):
        return attempt
    gateway, account = gateway_from_settings(), attempt.account.provider_account
    state = gateway.session_state(account=account, session_id=attempt.session_id)
    payment = None
    if state.payment_status == PaymentStatus.PAID:
        payment = gateway.payment_state(account=account, payment_intent=state.payment_intent)
    _apply(by, attempt, state, payment, reported_failed=reported_failed)
    attempt.refresh_from_db()
    return attempt


def adopt_session(*, account: PayeeAccount, session_id: str) -> DonationAttempt | None:
    """The attempt of a session we have not stored yet: the call that opened it was cut off after it worked."""
    state = gateway_from_settings().session_state(account=account.provider_account, session_id=session_id)
    attempt = DonationAttempt.objects.filter(
        reference=state.attempt_reference, account__provider_account=account.provider_account
    ).first()
    if attempt is None or attempt.session_id not in {"", session_id}:
        return None
    DonationAttempt.objects.filter(pk=attempt.pk, session_id="").update(session_id=session_id)
    attempt.session_id = session_id
    return attempt


def close_checkout(*, by: Actor, attempt: DonationAttempt) -> None:
    """Close the provider's page of a gift that was let be; a page that is paid or closed already is left alone."""
    if attempt.gateway != Gateway.STRIPE or not attempt.session_id:
        return
    try:
        gateway_from_settings().expire_checkout(
            account=attempt.account.provider_account,
            session_id=attempt.session_id,
            idempotency_key=f"{attempt.reference}:expire:1",
        )
    except GatewayRefused:
        settle_attempt(by=by, attempt=attempt)


def close_pages_of_abandoned(event: GiftAbandoned) -> None:
    """Listener: nobody should pay a gift that was let be; who manages to is counted all the same."""
    for attempt in DonationAttempt.objects.filter(gift_id=event.gift_id, status=AttemptStatus.ABANDONED):
        close_checkout(by=SWEEP, attempt=attempt)


def settle_overdue(*, by: Actor = SWEEP, limit: int = 200) -> int:
    """Ask about attempts whose page must have ended or whose news may be lost; returns how many were asked about."""
    overdue = DonationAttempt.objects.filter(
        gateway=Gateway.STRIPE, status__in=sorted(ATTEMPT_LIVE), expires_at__lt=clock.now() - SLACK
    )
    asked = 0
    for attempt in overdue.order_by("pk")[:limit]:
        if attempt.session_id:
            settle_attempt(by=by, attempt=attempt)
        else:
            _end(by, attempt, "expire")
        asked += 1
    return asked


@transaction.atomic(durable=True)
def _prepare(by: Actor, gift: Gift, success_url: str, cancel_url: str) -> DonationAttempt:
    """The live attempt of this gift, or a new one with its key: committed before anybody is called."""
    gift = lock_gift(gift.pk)
    account = open_account(gift.programme.charity_id, Gateway.STRIPE)
    may_pay_online(gift, account, on=clock.today()).require()
    payee = cast("PayeeAccount", account)  # the verdict just said that there is one
    live = gift.attempts.filter(gateway=Gateway.STRIPE, status__in=sorted(ATTEMPT_LIVE)).first()
    if live is not None and live.status == AttemptStatus.PENDING:
        raise GatewayRefused(
            _("Your payment is on its way. Please wait until it has arrived."), code="PAYMENT_ON_ITS_WAY"
        )
    if live is not None and live.expires_at > clock.now():
        return live
    if live is not None:
        _end(by, live, "expire")
    reference = new_reference()
    minutes = int(rule("donation.checkout_minutes", on=clock.today()).value)
    return DonationAttempt.objects.create(
        reference=reference,
        gift=gift,
        account=payee,
        gateway=Gateway.STRIPE,
        fen=gift.fen,
        currency=gift.currency,
        success_url=success_url.replace(ATTEMPT_PLACE, reference),
        cancel_url=cancel_url.replace(ATTEMPT_PLACE, reference),
        idempotency_key=f"{reference}:open:1",
        expires_at=clock.now().replace(microsecond=0) + timedelta(minutes=minutes),
    )


def _request(attempt: DonationAttempt) -> CheckoutRequest:
    """The same for every try of an attempt, or the provider would refuse the key."""
    return CheckoutRequest(
        attempt_reference=attempt.reference,
        account=attempt.account.provider_account,
        fen=attempt.fen,
        currency=attempt.currency,
        product_name=attempt.gift.programme.name,
        success_url=attempt.success_url,
        cancel_url=attempt.cancel_url,
        expires_at=attempt.expires_at,
        locale=attempt.gift.language,
        idempotency_key=attempt.idempotency_key,
    )


def _is_settled(attempt: DonationAttempt) -> bool:
    return attempt.status == AttemptStatus.PAID and attempt.payment.fee_fen is not None


def _apply(
    by: Actor, attempt: DonationAttempt, state: SessionState, payment: PaymentState | None, *, reported_failed: bool
) -> None:
    if payment is not None:
        _check(attempt, state, payment)
        record_payment(by=by, attempt=attempt, arrived=_arrived(payment))
    elif state.status == SessionStatus.EXPIRED:
        _end(by, attempt, "expire")
    elif state.status == SessionStatus.COMPLETE:
        _end(by, attempt, "fail" if reported_failed else "await_money")


def _check(attempt: DonationAttempt, state: SessionState, payment: PaymentState) -> None:
    asked = (attempt.fen, attempt.currency)
    told = {(state.amount_fen, state.currency), (payment.amount_fen, payment.currency)}
    if told != {asked} or state.attempt_reference != attempt.reference or not payment.succeeded:
        raise SettlementMismatch(_("The payment does not fit the gift. It is being looked at."))


def _arrived(payment: PaymentState) -> Arrived:
    return Arrived(
        provider_id=payment.payment_intent,
        fen=payment.amount_fen,
        method=payment.method,
        fee_fen=payment.fee_fen,
        available_on=payment.available_on,
    )


@transaction.atomic
def _end(by: Actor, attempt: DonationAttempt, verb: str, **changes: str) -> None:
    """Move an attempt without money; when the table no longer allows it, later news came first: leave it."""
    locked = lock_attempt(attempt.pk)
    if not ATTEMPT_LIFECYCLE.may(locked, verb):
        return
    ATTEMPT_LIFECYCLE.advance(locked, verb, by=by, **changes)
    if locked.status != AttemptStatus.PENDING:
        announce(AttemptEnded(attempt_id=locked.pk))
