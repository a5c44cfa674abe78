"""Is this message from Stripe, is it recent, and what does it hint at?"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import stripe
from django.utils.translation import gettext_lazy as _

from donations.gateways.port import WebhookFact
from marketplace.common.verdict import DomainError

LARGEST_PAYLOAD = 256 * 1024
OLDEST_SECONDS = 300
FURTHEST_AHEAD_SECONDS = 60
"""Clocks differ a little; Stripe's own library accepts any future time, so a leaked signature would never age."""


class WebhookRejected(DomainError):
    """The message is not taken; `http_status` is what its sender is told."""

    def __init__(self, code: str, http_status: int = 400) -> None:
        super().__init__(_("This message is not accepted."), code=code)
        self.http_status = http_status


def parse_webhook(payload: bytes, signature_header: str | None, secrets: Sequence[str], now: datetime) -> WebhookFact:
    """The fact a signed message hints at; any of `secrets` may have signed it while one is being rolled.

    Raises `WebhookRejected`: WEBHOOK_TOO_LARGE (413), WEBHOOK_SIGNATURE, WEBHOOK_TOO_OLD, WEBHOOK_FROM_THE_FUTURE,
    WEBHOOK_UNREADABLE (400 each).
    """
    if len(payload) > LARGEST_PAYLOAD:
        raise WebhookRejected("WEBHOOK_TOO_LARGE", 413)
    header = signature_header or ""
    if not any(is_signed(payload, header, secret) for secret in secrets):
        raise WebhookRejected("WEBHOOK_SIGNATURE")
    refuse_another_time(signed_at(header), now)
    return as_fact(payload)


def is_signed(payload: bytes, header: str, secret: str) -> bool:
    """Whether one of the header's signatures is this secret's; the time is judged elsewhere."""
    try:
        return bool(stripe.WebhookSignature.verify_header(payload, header, secret))
    except (stripe.SignatureVerificationError, UnicodeDecodeError):
        return False


def signed_at(header: str) -> int:
    """The signed timestamp: the first `t`, the one the signature was checked with."""
    return next(int(part.split("=")[1]) for part in header.split(",") if part.startswith("t="))


def refuse_another_time(timestamp: int, now: datetime) -> None:
    """Raise unless the signature was made within the last five minutes, give or take a clock's difference."""
    age = now.timestamp() - timestamp
    if age > OLDEST_SECONDS:
        raise WebhookRejected("WEBHOOK_TOO_OLD")
    if age < -FURTHEST_AHEAD_SECONDS:
        raise WebhookRejected("WEBHOOK_FROM_THE_FUTURE")


def as_fact(payload: bytes) -> WebhookFact:
    """Read the event; anything that is not one is unreadable, signed or not."""
    try:
        return fact_of(json.loads(payload))
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        raise WebhookRejected("WEBHOOK_UNREADABLE") from error


def fact_of(event: dict[str, Any]) -> WebhookFact:
    """The fact of an event as the API lists and sends it; KeyError, TypeError or ValueError on anything else."""
    if event["object"] != "event":
        raise ValueError("not a snapshot event")
    subject = event["data"]["object"]
    if not isinstance(subject, dict):
        raise TypeError("an event without its object")
    return WebhookFact(
        event_id=text(event["id"]),
        event_type=text(event["type"]),
        account=text(event.get("account") or ""),
        object_id=text(subject.get("id") or ""),
        payment_intent=payment_intent_of(subject),
        livemode=event["livemode"] is True,
        created=datetime.fromtimestamp(event["created"], UTC),
    )


def payment_intent_of(subject: dict[str, Any]) -> str:
    """The payment an object belongs to, whether it is one, names one by id or carries it expanded."""
    if subject.get("object") == "payment_intent":
        return text(subject["id"])
    named = subject.get("payment_intent") or ""
    return text(named["id"] if isinstance(named, dict) else named)


def text(value: object) -> str:
    """The value if it is text; anything else is not an id."""
    if not isinstance(value, str):
        raise TypeError(f"expected text, got {type(value).__name__}")
    return value
