"""Stripe behind the port; the only folder that imports its library, and this file does not (settings may read it)."""

from donations.gateways.stripe.address import is_twin_address

__all__ = ["is_twin_address"]
