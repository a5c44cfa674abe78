"""Idempotency keys as the API keeps them: 24 hours, per account, with what was answered, also when that was a 500."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from tests.stripe_twin.wire.messages import Refusal

KEPT_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class Kept:
    """What a key remembers; `status` 0 while its request is still under way."""

    endpoint: str
    digest: str
    at: int
    status: int = 0
    body: str = ""
    request_id: str = ""


class Keys:
    """The keys of all accounts; callers hold the world's lock."""

    def __init__(self) -> None:
        self.kept: dict[str, Kept] = {}

    def begin(self, key: str, endpoint: str, params: dict[str, Any], now: int) -> Kept | None:
        """The earlier answer to repeat, or None: go on, and `finish` or `forget` it."""
        earlier = self.kept.get(key)
        if earlier is None or (earlier.status and earlier.at + KEPT_SECONDS <= now):
            self.kept[key] = Kept(endpoint, digest_of(params), now)
            return None
        if earlier.endpoint != endpoint or earlier.digest != digest_of(params):
            raise mismatch(earlier, endpoint)
        if not earlier.status:
            message = "There is currently another in-progress request using this Idempotent Key."
            raise Refusal(409, message, code="idempotency_key_in_use")
        return earlier

    def finish(self, key: str, status: int, body: bytes, request_id: str) -> None:
        """Remember the answer."""
        begun = self.kept[key]
        self.kept[key] = Kept(begun.endpoint, begun.digest, begun.at, status, body.decode(), request_id)

    def forget(self, key: str) -> None:
        """The request never reached its endpoint: the key is free again."""
        self.kept.pop(key, None)

    def as_rows(self) -> dict[str, list[Any]]:
        """For the state file: finished keys only."""
        return {
            key: [row.endpoint, row.digest, row.at, row.status, row.body, row.request_id]
            for key, row in self.kept.items()
            if row.status
        }

    def load(self, rows: dict[str, list[Any]]) -> None:
        self.kept = {key: Kept(*row) for key, row in rows.items()}


def mismatch(earlier: Kept, endpoint: str) -> Refusal:
    """400: the same key for something else."""
    what = "endpoint" if earlier.endpoint != endpoint else "parameters"
    message = f"Keys for idempotent requests can only be used with the same {what} they were first used with."
    return Refusal(400, message, kind="idempotency_error")


def digest_of(params: dict[str, Any]) -> str:
    """The same for the same parameters in any order."""
    return hashlib.sha256(json.dumps(params, sort_keys=True, default=str).encode()).hexdigest()
