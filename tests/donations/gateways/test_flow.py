"""One flow against every Stripe at hand: the twin always, Stripe's own test mode when a key for it is given.

Set ZHULIN_TEST_STRIPE_KEY (sk_test_…) and ZHULIN_TEST_STRIPE_ACCOUNT (a connected acct_… that may take charges).
"""

from __future__ import annotations

import os
import uuid

import pytest

from donations.gateways.port import GatewayRefused, PaymentStatus, SessionStatus
from donations.gateways.stripe.gateway import StripeGateway
from tests.donations.gateways.conftest import checkout_request, refund_request
from tests.stripe_twin.running import ACCOUNT

STRIPE_KEY = os.environ.get("ZHULIN_TEST_STRIPE_KEY", "")
STRIPE_ACCOUNT = os.environ.get("ZHULIN_TEST_STRIPE_ACCOUNT", "")


@pytest.fixture(params=["twin", "stripe"] if STRIPE_KEY and STRIPE_ACCOUNT else ["twin"])
def provider(request: pytest.FixtureRequest) -> tuple[StripeGateway, str]:
    """A gateway and a charity's account that may be paid through it."""
    if request.param == "stripe":
        return StripeGateway(STRIPE_KEY), STRIPE_ACCOUNT
    return request.getfixturevalue("gateway"), ACCOUNT


def test_a_page_is_opened_once_seen_and_closed_once(provider: tuple[StripeGateway, str]) -> None:
    gateway, account = provider
    run = uuid.uuid4().hex
    wish = checkout_request(account=account, attempt_reference=run, idempotency_key=f"{run}:open:1")
    page = gateway.open_checkout(wish)
    assert gateway.open_checkout(wish).id == page.id

    state = gateway.session_state(account=account, session_id=page.id)
    assert (state.status, state.payment_status) == (SessionStatus.OPEN, PaymentStatus.UNPAID)
    assert (state.amount_fen, state.currency, state.attempt_reference) == (8800, "CNY", run)

    closed = gateway.expire_checkout(account=account, session_id=page.id, idempotency_key=f"{run}:expire:1")
    assert closed.status is SessionStatus.EXPIRED
    with pytest.raises(GatewayRefused):
        gateway.expire_checkout(account=account, session_id=page.id, idempotency_key=f"{run}:expire:2")


def test_what_does_not_exist_is_refused_in_the_same_words(provider: tuple[StripeGateway, str]) -> None:
    gateway, account = provider
    key = f"{uuid.uuid4().hex}:refund:1"
    with pytest.raises(GatewayRefused) as refusal:
        gateway.refund(refund_request("pi_3NothingHere000000000000", account=account, idempotency_key=key))
    assert refusal.value.provider_code == "resource_missing"
