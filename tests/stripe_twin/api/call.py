"""What an endpoint is handed: the world, whose account, the checked parameters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.stripe_twin.state.world import World


@dataclass(frozen=True, slots=True)
class Call:
    """One authenticated call, made under the world's lock; `key` is the id in the path."""

    world: World
    account: str
    params: dict[str, Any]
    base_url: str
    key: str = ""
    request_id: str | None = None
    idempotency_key: str | None = None

    def put(self, thing: dict[str, Any]) -> dict[str, Any]:
        return self.world.store.put(self.account, thing)

    def get(self, kind: str, key: str, param: str = "id") -> dict[str, Any]:
        return self.world.store.get(self.account, kind, key, param)

    def now(self) -> int:
        return self.world.clock.now()

    def emit(self, fact: str, thing: dict[str, Any]) -> None:
        """An event caused by this call."""
        self.world.emit(self.account, fact, thing, self.cause)

    @property
    def cause(self) -> dict[str, Any]:
        """How an event names the request it came from."""
        return {"id": self.request_id, "idempotency_key": self.idempotency_key}


def public(thing: dict[str, Any]) -> dict[str, Any]:
    """The object without what the twin keeps for its own pages."""
    return {name: value for name, value in thing.items() if not name.startswith("twin_")}
