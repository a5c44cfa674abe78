"""How webhooks go wrong, switched on under `/_twin/switches`; nothing is switched on by itself."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from stripe import WebhookSignature

FOREIGN_SECRET = "whsec_twin_foreign_secret"


@dataclass(slots=True)
class Switches:
    """One set of switches; it concerns the next `times` events of `types` (none given: all, until cleared)."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    types: list[str] = field(default_factory=list)
    times: int | None = None
    copies: int = 1
    """How often the same event is sent, in parallel."""
    second_event: bool = False
    """The fact is told again under another event id."""
    delay: float = 0
    """Seconds on the twin's clock."""
    drop: bool = False
    hold: bool = False
    """Keep the event back until `/_twin/send` names it: any order is possible."""
    timestamp_offset: int = 0
    """Seconds added to the signature's timestamp: -301 is too old, +301 lies in the future."""
    secret: Literal["right", "rolled", "wrong"] = "right"
    """`rolled`: two `v1` signatures, only the second by the endpoint's known secret."""
    truncate: int = 0
    """Bytes cut off the end after signing."""
    livemode: bool = False
    type: str = ""
    """Another event type in place of the true one."""
    pad: int = 0
    """The body grows to at least so many bytes, and is signed so."""

    def concern(self, event: dict[str, Any]) -> bool:
        return self.times != 0 and (not self.types or event["type"] in self.types)

    @property
    def mangles(self) -> bool:
        """Whether the receiver ought to refuse or ignore it: such a delivery is not retried."""
        return bool(self.timestamp_offset or self.truncate or self.livemode or self.type or self.secret == "wrong")


def letter(event: dict[str, Any], secret: str, switches: Switches, now: int) -> tuple[bytes, dict[str, str]]:
    """Body and headers of one delivery, signed at `now`, with everything switched on done to it."""
    told = copy.deepcopy(event)
    told["type"] = switches.type or told["type"]
    told["livemode"] = switches.livemode
    if switches.pad:
        told["data"]["object"]["metadata"] = {"padding": "0" * switches.pad}
    text = json.dumps(told, indent=2)
    signature = sign(text, secret, now + switches.timestamp_offset, switches.secret)
    body = text.encode()
    return body[: len(body) - switches.truncate], {
        "Content-Type": "application/json; charset=utf-8",
        "Stripe-Signature": signature,
        "User-Agent": "Stripe/1.0 (twin)",
    }


def sign(text: str, secret: str, at: int, how: str) -> str:
    """The `Stripe-Signature` header."""
    ours = WebhookSignature.generate_signature_header(text, secret, at)
    foreign = WebhookSignature.generate_signature_header(text, FOREIGN_SECRET, at)
    if how == "rolled":
        return f"{foreign},{ours.partition(',')[2]}"
    return foreign if how == "wrong" else ours
