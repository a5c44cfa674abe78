"""Where the gateway points is a setting, and only Stripe's own address is Stripe."""

from __future__ import annotations

from typing import Any

import pytest

from donations.gateways.port import GatewayRefused
from donations.gateways.stripe import is_twin_address
from donations.gateways.stripe.factory import gateway_from_settings


@pytest.mark.parametrize(
    "url", [None, "", "https://api.stripe.com", "https://api.stripe.com/", "https://API.stripe.com:443"]
)
def test_stripes_own_address_is_no_twin(url: str | None) -> None:
    assert not is_twin_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8001",
        "http://localhost:8001",
        "https://twin.example.org",
        "http://api.stripe.com",
        "https://api.stripe.com:8443",
        "https://api.stripe.com.example.org",
        "https://api.stripe.com@127.0.0.1",
        "https://user@api.stripe.com",
        "https://[::1",
        "api.stripe.com",
    ],
)
def test_every_other_address_is_one(url: str) -> None:
    assert is_twin_address(url)


def test_the_gateway_of_this_installation_is_shared(settings: Any) -> None:
    settings.STRIPE_SECRET_KEY = "sk_test_shared"
    settings.STRIPE_API_BASE = ""
    first = gateway_from_settings()
    assert gateway_from_settings() is first
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"
    assert gateway_from_settings() is not first


def test_without_a_key_there_is_no_gateway(settings: Any) -> None:
    settings.STRIPE_SECRET_KEY = ""
    with pytest.raises(GatewayRefused) as refusal:
        gateway_from_settings()
    assert refusal.value.code == "PROVIDER_NOT_CONFIGURED"
