"""Stripe's objects in the words of the port; a word we do not know is refused, never guessed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from donations.gateways.port import (
    AccountState,
    CheckoutSession,
    GatewayRefused,
    PaymentState,
    PaymentStatus,
    RefundState,
    RefundStatus,
    SessionState,
    SessionStatus,
)
from marketplace.common.money import from_provider_amount

if TYPE_CHECKING:
    import stripe
    from stripe.checkout import Session

S = TypeVar("S")

REFUND_REFERENCE = "refund"
"""The metadata key that carries our reference of a refund."""

SESSION_WORDS = {"open": SessionStatus.OPEN, "complete": SessionStatus.COMPLETE, "expired": SessionStatus.EXPIRED}
PAYMENT_WORDS = {"paid": PaymentStatus.PAID, "unpaid": PaymentStatus.UNPAID}
REFUND_WORDS = {
    "pending": RefundStatus.PENDING,
    "requires_action": RefundStatus.PENDING,
    "succeeded": RefundStatus.SUCCEEDED,
    "failed": RefundStatus.FAILED,
    "canceled": RefundStatus.CANCELLED,
}


def as_checkout(session: Session) -> CheckoutSession:
    """A page to send the donor to; without an address there is none."""
    if not session.url:
        raise GatewayRefused(provider_code="session_without_url")
    return CheckoutSession(id=session.id, url=session.url, expires_at=moment(session.expires_at))


def as_session_state(session: Session, account: str) -> SessionState:
    currency, amount = money(session.amount_total, session.currency)
    return SessionState(
        id=session.id,
        status=known(session.status, SESSION_WORDS),
        payment_status=known(session.payment_status, PAYMENT_WORDS),
        amount_fen=amount,
        currency=currency,
        payment_intent=id_of(session.payment_intent),
        account=account,
        attempt_reference=session.client_reference_id or "",
    )


def as_payment_state(intent: stripe.PaymentIntent, account: str) -> PaymentState:
    """Needs `latest_charge.balance_transaction` expanded."""
    charge: Any = intent.latest_charge
    booking = charge.balance_transaction if charge else None
    currency, amount = money(intent.amount, intent.currency)
    return PaymentState(
        payment_intent=intent.id,
        succeeded=intent.status == "succeeded",
        amount_fen=amount,
        currency=currency,
        method=charge.payment_method_details.type if charge else "",
        fee_fen=money(booking.fee, booking.currency)[1] if booking else None,
        net_fen=money(booking.net, booking.currency)[1] if booking else None,
        available_on=moment(booking.available_on) if booking else None,
        account=account,
    )


def as_refund_state(refund: stripe.Refund, account: str) -> RefundState:
    currency, amount = money(refund.amount, refund.currency)
    metadata: Mapping[str, str] = refund.metadata.to_dict() if refund.metadata else {}
    return RefundState(
        id=refund.id,
        status=known(refund.status, REFUND_WORDS),
        amount_fen=amount,
        currency=currency,
        payment_intent=id_of(refund.payment_intent),
        account=account,
        refund_reference=metadata.get(REFUND_REFERENCE, ""),
        failure_reason=getattr(refund, "failure_reason", None) or "",
    )


def as_account_state(account: stripe.Account) -> AccountState:
    return AccountState(
        id=account.id,
        country=account.country or "",
        charges_enabled=bool(account.charges_enabled),
        payouts_enabled=bool(account.payouts_enabled),
        details_submitted=bool(account.details_submitted),
        capabilities=account.capabilities.to_dict() if account.capabilities else {},
    )


def money(amount: int | None, currency: str | None) -> tuple[str, int]:
    """The code in capitals and the amount in its own minor units."""
    if amount is None or not currency:
        raise GatewayRefused(provider_code="amount_missing")
    return currency.upper(), from_provider_amount(amount, currency)


def known(word: str | None, words: Mapping[str, S]) -> S:
    """Our word for Stripe's; an unknown one is refused: a guess could count money that is not there."""
    try:
        return words[word or ""]
    except KeyError as error:
        raise GatewayRefused(provider_code=f"unknown_status:{word}") from error


def id_of(thing: Any) -> str:
    """The id of an object that may be absent, an id or expanded."""
    if thing is None:
        return ""
    return thing if isinstance(thing, str) else str(thing.id)


def moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
