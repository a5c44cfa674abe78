"""Every call to Stripe goes through `ask`: bounded, with the same key each time, and with errors by meaning.

Stripe's library would retry with a key of its own when it is given none, so it is told not to retry at all.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import stripe

from donations.gateways.port import GatewayError, GatewayRefused, GatewayUnavailable, RefundExceedsPayment

T = TypeVar("T")

REFUSALS, IN_FLIGHT, TOO_MANY, SERVER_ERROR = 400, 409, 429, 500
LONGEST_PAUSE = 5.0


@dataclass(frozen=True, slots=True)
class Patience:
    """How often a call is tried, and how long is waited before the second try; each further wait doubles."""

    attempts: int = 3
    first_pause: float = 0.5
    pause: Callable[[float], None] = time.sleep

    def ask(self, call: Callable[[], T]) -> T:
        """The answer of `call`, which must carry the same idempotency key each time; raises `GatewayError`."""
        for attempt in range(1, self.attempts + 1):
            try:
                return call()
            except stripe.StripeError as error:
                if attempt == self.attempts or not worth_repeating(error):
                    raise by_meaning(error) from error
                self.pause(self.wait_before(attempt, error))
        raise GatewayUnavailable

    def wait_before(self, attempt: int, error: stripe.StripeError) -> float:
        """Seconds to wait: what Stripe asks for, else doubling; never longer than a donor would wait."""
        asked = header(error, "Retry-After")
        seconds = float(asked) if asked.isdecimal() else self.first_pause * 2 ** (attempt - 1)
        return min(seconds, LONGEST_PAUSE)


def worth_repeating(error: stripe.StripeError) -> bool:
    """Whether the same request may fare better in a moment; a stored failure of this key never does."""
    if isinstance(error, stripe.APIConnectionError):
        return error.should_retry
    if is_replayed(error):
        return False
    if advice := header(error, "Stripe-Should-Retry"):
        return advice == "true"
    return is_passing(error)


def is_passing(error: stripe.StripeError) -> bool:
    """Busy, broken, or an answer that is none (a success that cannot be read): what was done is unknown."""
    status = error.http_status or 0
    return status in (IN_FLIGHT, TOO_MANY) or status >= SERVER_ERROR or status < REFUSALS


def is_replayed(error: stripe.StripeError) -> bool:
    return header(error, "Idempotent-Replayed") == "true"


def by_meaning(error: stripe.StripeError) -> GatewayError:
    """Our error for Stripe's."""
    code = error.code or (error.error.code if error.error else None) or ""
    if isinstance(error, stripe.APIConnectionError) or is_passing(error):
        return GatewayUnavailable(key_spent=is_replayed(error), provider_code=code)
    if code == "charge_already_refunded":
        return RefundExceedsPayment(provider_code=code)
    if isinstance(error, stripe.IdempotencyError):
        return GatewayRefused(code="IDEMPOTENCY_KEY_REUSED", provider_code="idempotency_error")
    return GatewayRefused(provider_code=code)


def header(error: stripe.StripeError, name: str) -> str:
    """A response header whatever its case; empty when there is none."""
    return next((str(value) for key, value in (error.headers or {}).items() if key.lower() == name.lower()), "")
