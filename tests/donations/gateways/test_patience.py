"""When Stripe stumbles, a call is repeated with its own key, a few times, and no more than one thing is ever done."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import stripe

from donations.gateways.port import GatewayRefused, GatewayUnavailable
from donations.gateways.stripe.calls import Patience, by_meaning
from donations.gateways.stripe.gateway import StripeGateway
from tests.donations.gateways.conftest import TEST_KEY, checkout_request, refund_request
from tests.stripe_twin.running import ACCOUNT, RunningTwin

Pay = Callable[[], str]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_stumble_before_the_door_costs_a_wait_and_nothing_else(
    gateway: StripeGateway, stripe_twin: RunningTwin, pauses: list[float], status: int
) -> None:
    stripe_twin.pull("faults", kind="edge", status=status, times=2)
    page = gateway.open_checkout(checkout_request())
    assert page.id.startswith("cs_test_")
    assert pauses == [0.5, 1.0]


def test_the_wait_is_what_stripe_asks_for_but_never_longer_than_a_donor_waits(
    gateway: StripeGateway, stripe_twin: RunningTwin, pauses: list[float]
) -> None:
    stripe_twin.pull("faults", kind="edge", status=429, retry_after=2)
    stripe_twin.pull("faults", kind="edge", status=429, retry_after=600)
    gateway.open_checkout(checkout_request())
    assert pauses == [2.0, 5.0]


def test_patience_ends_after_three_tries(gateway: StripeGateway, stripe_twin: RunningTwin, pauses: list[float]) -> None:
    stripe_twin.pull("faults", kind="edge", status=503, times=9)
    with pytest.raises(GatewayUnavailable) as failure:
        gateway.open_checkout(checkout_request())
    assert len(pauses) == 2
    assert not failure.value.key_spent
    assert failure.value.code == "GATEWAY_UNAVAILABLE"


def test_stripe_may_forbid_another_try(gateway: StripeGateway, stripe_twin: RunningTwin, pauses: list[float]) -> None:
    stripe_twin.pull("faults", kind="edge", status=503, should_retry=False)
    with pytest.raises(GatewayUnavailable):
        gateway.open_checkout(checkout_request())
    assert pauses == []


def test_an_answer_lost_on_the_way_back_is_asked_for_again_and_refunds_once(
    stripe_twin: RunningTwin, gateway: StripeGateway, paid_intent: Pay, pauses: list[float]
) -> None:
    intent = paid_intent()
    stripe_twin.pull("faults", kind="timeout", path="/v1/refunds", method="POST")
    refund = gateway.refund(refund_request(intent, fen=3000))
    assert [found.id for found in gateway.refunds_of(account=ACCOUNT, payment_intent=intent)] == [refund.id]
    assert pauses == [0.5]


def test_a_silent_server_is_given_up_on(gateway: StripeGateway, stripe_twin: RunningTwin, pauses: list[float]) -> None:
    page = gateway.open_checkout(checkout_request())
    hasty = StripeGateway(TEST_KEY, api_base=stripe_twin.url, timeout=0.2, patience=Patience(2, pause=pauses.append))
    stripe_twin.pull("faults", kind="timeout", seconds=1, times=2)
    with pytest.raises(GatewayUnavailable):
        hasty.session_state(account=ACCOUNT, session_id=page.id)
    assert pauses == [0.5]


def test_a_key_in_flight_is_waited_for(stripe_twin: RunningTwin) -> None:
    patient = Patience(attempts=9, first_pause=0.2)
    hasty = StripeGateway(TEST_KEY, api_base=stripe_twin.url, timeout=0.3, patience=patient)
    stripe_twin.pull("faults", kind="slow", seconds=1, method="POST")
    request = checkout_request()
    assert hasty.open_checkout(request) == hasty.open_checkout(request)


@pytest.mark.parametrize(("kind", "refunds"), [("before_effect", 0), ("after_effect", 1)])
def test_a_remembered_failure_spends_the_key_and_the_caller_is_told_to_look_first(
    gateway: StripeGateway, stripe_twin: RunningTwin, paid_intent: Pay, kind: str, refunds: int
) -> None:
    request = refund_request(intent := paid_intent(), fen=3000)
    stripe_twin.pull("faults", kind=kind, path="/v1/refunds", method="POST")
    with pytest.raises(GatewayUnavailable) as failure:
        gateway.refund(request)
    assert failure.value.key_spent
    found = gateway.refunds_of(account=ACCOUNT, payment_intent=intent)
    assert [refund.refund_reference for refund in found] == ["ref-2Kd"] * refunds


def test_a_refusal_is_final_at_once(gateway: StripeGateway, pauses: list[float]) -> None:
    with pytest.raises(GatewayRefused) as refusal:
        gateway.open_checkout(checkout_request(account="acct_unknown"))
    assert refusal.value.provider_code == "account_invalid"
    assert str(refusal.value)
    assert pauses == []


def test_a_wrong_key_is_a_refusal(stripe_twin: RunningTwin) -> None:
    with pytest.raises(GatewayRefused):
        StripeGateway("sk_live_x", api_base=stripe_twin.url).session_state(account=ACCOUNT, session_id="cs_test_1")


def test_nobody_listening_is_unavailable(pauses: list[float]) -> None:
    deaf = StripeGateway(TEST_KEY, api_base="http://127.0.0.1:9", patience=Patience(pause=pauses.append))
    with pytest.raises(GatewayUnavailable):
        deaf.open_checkout(checkout_request())
    assert pauses == [0.5, 1.0]


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (stripe.APIError("gibberish", http_status=200), GatewayUnavailable),
        (stripe.APIError("broken", http_status=502), GatewayUnavailable),
        (stripe.RateLimitError("slow down", http_status=429), GatewayUnavailable),
        (stripe.APIConnectionError("no route"), GatewayUnavailable),
        (stripe.PermissionError("no", http_status=403), GatewayRefused),
        (stripe.AuthenticationError("no", http_status=401), GatewayRefused),
        (stripe.InvalidRequestError("no", "x", http_status=400), GatewayRefused),
    ],
)
def test_an_answer_nobody_can_read_is_no_refusal(error: stripe.StripeError, meaning: type[Exception]) -> None:
    assert type(by_meaning(error)) is meaning


def test_no_try_is_made_with_no_patience() -> None:
    tried: list[int] = []
    with pytest.raises(GatewayUnavailable):
        Patience(attempts=0).ask(lambda: tried.append(1))
    assert tried == []
