"""Money goes back once, never more than came, and a refund that comes back is seen."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from donations.gateways.port import RefundExceedsPayment, RefundStatus
from donations.gateways.stripe.gateway import StripeGateway
from tests.donations.gateways.conftest import refund_request, unused_key
from tests.stripe_twin.running import ACCOUNT, RunningTwin

Pay = Callable[[], str]


def test_a_refund_carries_our_reference_and_the_amount(gateway: StripeGateway, paid_intent: Pay) -> None:
    intent = paid_intent()
    refund = gateway.refund(refund_request(intent, fen=3000))
    assert (refund.status, refund.amount_fen, refund.currency) == (RefundStatus.SUCCEEDED, 3000, "CNY")
    assert (refund.refund_reference, refund.payment_intent, refund.account) == ("ref-2Kd", intent, ACCOUNT)
    assert gateway.refund_state(account=ACCOUNT, refund_id=refund.id) == refund


def test_the_same_key_gives_the_money_back_once(gateway: StripeGateway, paid_intent: Pay) -> None:
    request = refund_request(paid_intent(), fen=3000)
    assert gateway.refund(request).id == gateway.refund(request).id
    assert len(gateway.refunds_of(account=ACCOUNT, payment_intent=request.payment_intent)) == 1


def test_parts_may_be_refunded_until_nothing_is_left(gateway: StripeGateway, paid_intent: Pay) -> None:
    intent = paid_intent()
    for part in (3000, 5800):
        gateway.refund(refund_request(intent, fen=part))
    with pytest.raises(RefundExceedsPayment):
        gateway.refund(refund_request(intent, fen=1))
    refunds = gateway.refunds_of(account=ACCOUNT, payment_intent=intent)
    assert [refund.amount_fen for refund in refunds] == [5800, 3000]


def test_more_than_is_left_is_refused_and_nothing_is_given_back(gateway: StripeGateway, paid_intent: Pay) -> None:
    intent = paid_intent()
    with pytest.raises(RefundExceedsPayment) as refusal:
        gateway.refund(refund_request(intent, fen=8801))
    assert refusal.value.code == "REFUND_EXCEEDS_PAYMENT"
    assert refusal.value.provider_code == "charge_already_refunded"
    assert gateway.refunds_of(account=ACCOUNT, payment_intent=intent) == ()


@pytest.mark.parametrize(
    ("outcome", "final", "left"),
    [("pending_then_succeeded", RefundStatus.SUCCEEDED, 0), ("pending_then_failed", RefundStatus.FAILED, 8800)],
)
def test_a_slow_refund_is_pending_until_it_arrives_or_comes_back(
    gateway: StripeGateway, stripe_twin: RunningTwin, paid_intent: Pay, outcome: str, final: RefundStatus, left: int
) -> None:
    intent = paid_intent()
    stripe_twin.pull("refunds", outcome=outcome)
    refund = gateway.refund(refund_request(intent))
    assert refund.status is RefundStatus.PENDING
    stripe_twin.pull("clock", advance=20)
    settled = gateway.refund_state(account=ACCOUNT, refund_id=refund.id)
    assert settled.status is final
    assert bool(settled.failure_reason) == (final is RefundStatus.FAILED)
    stripe_twin.pull("refunds", outcome="succeeded")
    if left:
        assert gateway.refund(refund_request(intent, fen=left)).status is RefundStatus.SUCCEEDED
    else:
        with pytest.raises(RefundExceedsPayment):
            gateway.refund(refund_request(intent, fen=1))


def test_every_refund_of_a_payment_is_listed_also_beyond_one_page(
    gateway: StripeGateway, paid_intent: Pay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("donations.gateways.stripe.gateway.LARGEST_PAGE", 2)
    intent = paid_intent()
    made = [gateway.refund(refund_request(intent, fen=100, idempotency_key=unused_key("refund"))) for _ in range(5)]
    found = gateway.refunds_of(account=ACCOUNT, payment_intent=intent)
    assert [refund.id for refund in found] == [refund.id for refund in reversed(made)]
