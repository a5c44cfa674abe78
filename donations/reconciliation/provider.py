"""The provider's books against ours: what was missed is fetched, what differs is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from donations.actions import collect_missed_events, settle_overdue
from donations.gateways.port import RefundStatus as ProviderStatus
from donations.gateways.stripe.factory import gateway_from_settings
from donations.ledger.bookings import cause_of_payment
from donations.ledger.posting import is_posted
from donations.models import Gateway, PayeeAccount, Payment
from donations.states import RefundStatus
from marketplace.common import clock

LOOK_BACK = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Difference:
    """A payment (its reference) about which the provider says something else than the ledger."""

    payment: str
    what: str
    ours: str
    theirs: str


def catch_up(*, since: datetime | None = None) -> int:
    """Fetch missed events and ask about overdue attempts; how many things were looked at. For a frequent sweep."""
    return collect_missed_events(since=since or clock.now() - LOOK_BACK) + settle_overdue()


def differences(*, account: PayeeAccount, since: datetime) -> Iterator[Difference]:
    """Compare each online payment since then with the provider: amount, fee, refunds. Nothing is what we want."""
    payments = Payment.objects.filter(account=account, gateway=Gateway.STRIPE, paid_at__gte=since)
    for payment in payments.select_related("attempt", "account", "gift").order_by("pk"):
        yield from _payment_differs(payment)


def _payment_differs(payment: Payment) -> Iterator[Difference]:
    gateway, account = gateway_from_settings(), payment.account.provider_account
    theirs = gateway.payment_state(account=account, payment_intent=payment.provider_id)
    sides = {
        "amount": (payment.fen, theirs.amount_fen),
        "currency": (payment.currency, theirs.currency),
        "fee": (payment.fee_fen, theirs.fee_fen),
        "booked": (is_posted(cause_of_payment(payment)), theirs.succeeded),
        "refunded": (_refunded_here(payment), _refunded_there(payment)),
    }
    for what, (ours, their) in sides.items():
        if ours != their:
            yield Difference(payment.reference, what, str(ours), str(their))


def _refunded_here(payment: Payment) -> int:
    return sum(
        refund.fen
        for refund in payment.refunds.all()
        if refund.status == RefundStatus.SUCCEEDED and not refund.by_transfer
    )


def _refunded_there(payment: Payment) -> int:
    states = gateway_from_settings().refunds_of(
        account=payment.account.provider_account, payment_intent=payment.provider_id
    )
    return sum(state.amount_fen for state in states if state.status == ProviderStatus.SUCCEEDED)
