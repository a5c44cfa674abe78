"""Where Stripe really lives."""

from __future__ import annotations

from urllib.parse import urlsplit

STRIPE_ADDRESS = ("https", "api.stripe.com")


def is_twin_address(url: str | None) -> bool:
    """True for every address that is not Stripe's own over TLS; an empty one means Stripe's own."""
    if not url:
        return False
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return True
    own = (parts.scheme, parts.hostname) == STRIPE_ADDRESS and port in (None, 443) and parts.username is None
    return not own
