"""A charity has an account of its own and can be paid once the provider knows it."""

from __future__ import annotations

import pytest
import requests

from donations.gateways.port import GatewayRefused
from donations.gateways.stripe.gateway import StripeGateway
from tests.donations.gateways.conftest import checkout_request, unused_key


def test_a_new_account_is_paid_only_after_its_set_up(gateway: StripeGateway) -> None:
    account = gateway.open_account(
        reference="org-5", name="示范慈善会", country="HK", idempotency_key=unused_key("account")
    )
    assert (account.country, account.charges_enabled, account.payouts_enabled) == ("HK", False, False)
    with pytest.raises(GatewayRefused):
        gateway.open_checkout(checkout_request(account=account.id))

    link = gateway.onboarding_link(
        account=account.id,
        return_url="https://site.invalid/back/",
        refresh_url="https://site.invalid/again/",
        idempotency_key=unused_key("link"),
    )
    done = requests.post(link, timeout=5, allow_redirects=False)
    assert done.headers["Location"] == "https://site.invalid/back/"

    ready = gateway.account_state(account.id)
    assert ready.charges_enabled
    assert ready.payouts_enabled
    assert ready.details_submitted
    assert set(ready.capabilities.values()) == {"active"}
    assert gateway.open_checkout(checkout_request(account=account.id)).url


def test_the_same_key_opens_one_account(gateway: StripeGateway) -> None:
    wish = {"reference": "org-6", "name": "x", "country": "HK", "idempotency_key": unused_key("account")}
    assert gateway.open_account(**wish) == gateway.open_account(**wish)
