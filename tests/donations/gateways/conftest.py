"""A gateway that speaks to the twin, and a request as a donation attempt makes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from donations.gateways.port import CheckoutRequest, RefundRequest
from donations.gateways.stripe.calls import Patience
from donations.gateways.stripe.gateway import StripeGateway
from tests.stripe_twin.fixtures import stripe_twin, stripe_twin_process
from tests.stripe_twin.running import ACCOUNT, RunningTwin

__all__ = ["stripe_twin", "stripe_twin_process"]

TEST_KEY = "sk_test_gateway"
numbers = count(1)


def unused_key(operation: str) -> str:
    """An idempotency key that no other test has used."""
    return f"attempt-{next(numbers)}:{operation}:1"


def checkout_request(**changes: Any) -> CheckoutRequest:
    """A gift of 88 yuan, payable for an hour."""
    fields = {
        "attempt_reference": "att-7Yq",
        "account": ACCOUNT,
        "fen": 8800,
        "currency": "CNY",
        "product_name": "困境儿童助学项目",
        "success_url": "https://site.invalid/gifts/done/?session={CHECKOUT_SESSION_ID}",
        "cancel_url": "https://site.invalid/gifts/left/",
        "expires_at": datetime.now(UTC) + timedelta(hours=1),
        "locale": "zh-hans",
        "idempotency_key": unused_key("open"),
    }
    return CheckoutRequest(**(fields | changes))


def refund_request(payment_intent: str, **changes: Any) -> RefundRequest:
    """Give the whole 88 yuan back."""
    fields = {
        "refund_reference": "ref-2Kd",
        "account": ACCOUNT,
        "payment_intent": payment_intent,
        "fen": 8800,
        "currency": "CNY",
        "idempotency_key": unused_key("refund"),
    }
    return RefundRequest(**(fields | changes))


@pytest.fixture
def pauses() -> list[float]:
    """How long the gateway would have waited, in seconds, try by try."""
    return []


@pytest.fixture
def gateway(stripe_twin: RunningTwin, pauses: list[float]) -> StripeGateway:
    """A gateway to the twin that waits for nobody."""
    return StripeGateway(TEST_KEY, api_base=stripe_twin.url, timeout=5, patience=Patience(pause=pauses.append))


@pytest.fixture
def paid_intent(gateway: StripeGateway, stripe_twin: RunningTwin) -> Callable[[], str]:
    """Pay 88 yuan on the twin's page; the payment's id."""

    def pay() -> str:
        page = gateway.open_checkout(checkout_request())
        stripe_twin.pay(page.url)
        return gateway.session_state(account=ACCOUNT, session_id=page.id).payment_intent

    return pay
