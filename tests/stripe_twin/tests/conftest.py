"""A running twin and a client of the official library that speaks to it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
import requests
import stripe

from tests.stripe_twin.fixtures import stripe_twin, stripe_twin_process
from tests.stripe_twin.running import ACCOUNT, RunningTwin

__all__ = ["stripe_twin", "stripe_twin_process"]

Post = Callable[..., requests.Response]
numbers = count(1)
SESSION = {
    "mode": "payment",
    "payment_method_options[wechat_pay][client]": "web",
    "success_url": "https://site.invalid/done/?s={CHECKOUT_SESSION_ID}",
    "cancel_url": "https://site.invalid/left/",
    "line_items[0][quantity]": "1",
    "line_items[0][price_data][currency]": "cny",
    "line_items[0][price_data][unit_amount]": "8800",
    "line_items[0][price_data][product_data][name]": "助学 <b>项目</b>",
}


@pytest.fixture
def client(stripe_twin: RunningTwin) -> Any:
    """The official client, acting on the charity's account."""
    options: Any = {"base_addresses": {"api": stripe_twin.url}, "stripe_account": ACCOUNT, "max_network_retries": 0}
    return stripe.StripeClient("sk_test_twin", **options).v1


@pytest.fixture
def post(stripe_twin: RunningTwin) -> Post:
    """POST a form to a path, as bare HTTP, with a key of its own unless one is given."""

    def send(path: str, form: dict[str, str] | None = None, **headers: str) -> requests.Response:
        own = {
            "Authorization": "Bearer sk_test_twin",
            "Stripe-Account": ACCOUNT,
            "Idempotency-Key": f"k{next(numbers)}",
        }
        own |= {name.replace("_", "-"): value for name, value in headers.items()}
        return requests.post(f"{stripe_twin.url}{path}", data=form, headers=own, timeout=10)

    return send


@pytest.fixture
def open_session(post: Post) -> Callable[..., dict[str, Any]]:
    """A new Checkout Session; keyword arguments are fields of the form."""

    def create(**fields: str) -> dict[str, Any]:
        answer = post("/v1/checkout/sessions", SESSION | fields)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    return create
