"""The provider's books and ours differ by nothing, or the difference has a name."""

from __future__ import annotations

from datetime import timedelta

from donations.gateways.port import RefundRequest
from donations.gateways.stripe.factory import gateway_from_settings
from donations.models import Payment
from donations.reconciliation import catch_up, differences
from marketplace.common import clock
from marketplace.common.events.dispatch import deliver_due
from tests.donations.actions.conftest import online, receiver, stripe_twin, stripe_twin_process
from tests.donations.actions.online import Online
from tests.donations.charity import begun_gift, numbers

__all__ = ["online", "receiver", "stripe_twin", "stripe_twin_process"]


def found(online: Online) -> list[tuple[str, str, str]]:
    account = online.programme.charity.payee_accounts.get(gateway="stripe")
    since = clock.now() - timedelta(days=1)
    return [(row.what, row.ours, row.theirs) for row in differences(account=account, since=since)]


def test_after_a_day_of_gifts_and_refunds_nothing_differs(online: Online) -> None:
    online.paid_attempt(8800)
    online.hear()
    assert found(online) == []


def test_a_refund_we_were_not_told_of_is_named(online: Online) -> None:
    online.paid_attempt(8800)
    online.hear()
    payment = Payment.objects.get()
    gateway_from_settings().refund(
        RefundRequest(
            refund_reference="", account=online.account, payment_intent=payment.provider_id, fen=800, currency="CNY",
            idempotency_key=f"theirs-{next(numbers)}",
        )
    )  # fmt: skip
    assert found(online) == [("refunded", "0", "800")]


def test_catching_up_finds_what_was_lost(online: Online) -> None:
    attempt = online.page(begun_gift(online.programme, 8800))
    online.twin.pull("switches", drop=True)
    online.pay(attempt)
    assert catch_up() == 2
    deliver_due()
    attempt.refresh_from_db()
    assert attempt.status == "paid"
    assert found(online) == []
