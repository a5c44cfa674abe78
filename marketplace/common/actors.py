"""Who did it, as the audit chain and the outbox know actors: a stable text without a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class HasKey(Protocol):
    """Anything with a primary key: a signed-in user."""

    @property
    def pk(self) -> object: ...


@dataclass(frozen=True, slots=True)
class SystemActor:
    """A clock, a webhook or a command, named after the job it does."""

    job: str

    @property
    def pk(self) -> str:
        return self.job


Actor = HasKey | SystemActor | None


def actor_key(by: Actor) -> str:
    """`user:12`, `system:release` or `visitor`."""
    if by is None:
        return "visitor"
    if isinstance(by, SystemActor):
        return f"system:{by.job}"
    return f"user:{by.pk}" if by.pk is not None else "visitor"
