"""Ways the API itself can fail, switched on under `/_twin/faults`, each for a number of matching requests.

| kind | effect done | remembered by the key | what the caller sees |
|---|---|---|---|
| `edge` | no | no | `status` (429 and 503 with `Retry-After`) before anything is read |
| `before_effect` | no | yes | 500, and the same 500 again |
| `after_effect` | yes | yes | 500, and the same 500 again |
| `timeout` | yes | yes, the true answer | silence for `seconds`, then a broken connection |
| `slow` | yes | yes | the true answer after `seconds`; meanwhile the key is in flight |
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from tests.stripe_twin.wire.messages import Refusal, Request


@dataclass(slots=True)
class Fault:
    """One way to fail, for the next `times` requests whose method and path begin as given."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    kind: Literal["edge", "before_effect", "after_effect", "timeout", "slow"]
    times: int = 1
    method: str = ""
    path: str = "/v1/"
    status: int = 500
    seconds: float = 0
    retry_after: int | None = None
    should_retry: bool | None = None

    def concerns(self, request: Request) -> bool:
        return request.path.startswith(self.path) and request.method.startswith(self.method.upper())

    def refusal(self) -> Refusal:
        """The error this fault answers with."""
        if self.status == 429:
            return Refusal(429, "Too many requests hit the API too quickly.", code="rate_limit")
        return Refusal(self.status, "An unknown error occurred.", kind="api_error", stored=True)

    def headers(self) -> dict[str, str]:
        """Advice to the caller, sent with the error."""
        advice: dict[str, str] = {}
        if self.retry_after is not None:
            advice["Retry-After"] = str(self.retry_after)
        if self.should_retry is not None:
            advice["Stripe-Should-Retry"] = str(self.should_retry).lower()
        return advice


class Faults:
    """The faults still to come; callers hold the world's lock."""

    def __init__(self) -> None:
        self.waiting: list[Fault] = []

    def take(self, request: Request) -> Fault | None:
        """The first fault that concerns this request, used up by one."""
        for fault in self.waiting:
            if fault.concerns(request):
                fault.times -= 1
                if fault.times <= 0:
                    self.waiting.remove(fault)
                return fault
        return None
