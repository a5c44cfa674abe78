"""The gateway this installation is set up with."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from donations.gateways.port import GatewayRefused
from donations.gateways.stripe.gateway import StripeGateway


def gateway_from_settings() -> StripeGateway:
    """One gateway per set of settings; refused with PROVIDER_NOT_CONFIGURED when there is no key."""
    if not settings.STRIPE_SECRET_KEY:
        sentence = _("Online payment is not set up here. Please give by bank transfer.")
        raise GatewayRefused(sentence, code="PROVIDER_NOT_CONFIGURED")
    return gateway(settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE or None, settings.STRIPE_TIMEOUT_SECONDS)


@cache
def gateway(secret_key: str, api_base: str | None, timeout: float) -> StripeGateway:
    """Shared, so that its connections are; cached by its settings, so that a test may change them."""
    return StripeGateway(secret_key, api_base=api_base, timeout=timeout)
