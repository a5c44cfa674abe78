"""Every request the adapter makes is also put to stripe-mock, which judges it by Stripe's published specification."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import requests

from donations.gateways.stripe.gateway import StripeGateway
from tests.donations.gateways.conftest import TEST_KEY, checkout_request, refund_request, unused_key
from tests.donations.gateways.test_checkout import Overheard
from tests.stripe_twin.running import ACCOUNT, RunningTwin

IDS = re.compile(r"(?:acct|cs_test|pi|re|ch|evt)_\w+")

EVERYTHING_WE_ASK = {
    "post /v1/accounts",
    "get /v1/accounts/{}",
    "post /v1/account_links",
    "post /v1/checkout/sessions",
    "get /v1/checkout/sessions/{}",
    "post /v1/checkout/sessions/{}/expire",
    "get /v1/payment_intents/{}",
    "post /v1/refunds",
    "get /v1/refunds",
    "get /v1/refunds/{}",
    "get /v1/events",
}


@pytest.fixture
def conversation(stripe_twin: RunningTwin) -> Overheard:
    """Every method of the gateway, once, against the twin."""
    ear = Overheard()
    gateway = StripeGateway(TEST_KEY, api_base=stripe_twin.url, http_client=ear)
    account = gateway.open_account(reference="org-9", name="示范", country="HK", idempotency_key=unused_key("account"))
    gateway.account_state(account.id)
    gateway.onboarding_link(
        account=account.id,
        return_url="https://site.invalid/back/",
        refresh_url="https://site.invalid/again/",
        idempotency_key=unused_key("link"),
    )
    left = gateway.open_checkout(checkout_request())
    gateway.expire_checkout(account=ACCOUNT, session_id=left.id, idempotency_key=unused_key("expire"))
    page = gateway.open_checkout(checkout_request(locale="en"))
    stripe_twin.pay(page.url)
    intent = gateway.session_state(account=ACCOUNT, session_id=page.id).payment_intent
    gateway.payment_state(account=ACCOUNT, payment_intent=intent)
    refund = gateway.refund(refund_request(intent))
    gateway.refund_state(account=ACCOUNT, refund_id=refund.id)
    gateway.refunds_of(account=ACCOUNT, payment_intent=intent)
    gateway.undelivered_facts(account=ACCOUNT, since=datetime.now(UTC) - timedelta(days=3))
    return ear


def test_stripes_own_specification_accepts_every_request_we_make(
    conversation: Overheard, stripe_twin: RunningTwin, stripe_mock_url: str
) -> None:
    refused = []
    for method, url, headers, body in conversation.sent:
        there = url.replace(stripe_twin.url, stripe_mock_url)
        answer = requests.request(method, there, headers=headers, data=body, timeout=10)
        if answer.status_code != 200:
            refused.append((method, url, answer.text))
    assert refused == []


def test_the_conversation_leaves_out_no_request(conversation: Overheard, stripe_twin: RunningTwin) -> None:
    paths = [(method, url.removeprefix(stripe_twin.url).partition("?")[0]) for method, url, _, _ in conversation.sent]
    assert {f"{method} {IDS.sub('{}', path)}" for method, path in paths} == EVERYTHING_WE_ASK


def test_every_write_carries_our_own_key_and_every_gift_the_charitys_account(conversation: Overheard) -> None:
    for method, url, headers, _ in conversation.sent:
        if method == "post":
            assert headers["Idempotency-Key"].startswith("attempt-"), url
        about_accounts = "/v1/account" in url
        assert ("Stripe-Account" in headers) is not about_accounts, url


def test_stripe_mock_does_refuse_what_stripe_no_longer_knows(stripe_mock_url: str) -> None:
    """The judge above is worth listening to."""
    answer = requests.post(
        f"{stripe_mock_url}/v1/refunds",
        headers={"Authorization": f"Bearer {TEST_KEY}"},
        data={"payment_intent": "pi_1", "amuont": "5"},
        timeout=10,
    )
    assert answer.status_code == 400
