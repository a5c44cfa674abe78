"""What happened to a need."""

from dataclasses import dataclass

from marketplace.common.events import Event


@dataclass(frozen=True, slots=True)
class NeedSubmitted(Event):
    need_id: int


@dataclass(frozen=True, slots=True)
class NeedReturned(Event):
    need_id: int


@dataclass(frozen=True, slots=True)
class NeedReviewed(Event):
    need_id: int


@dataclass(frozen=True, slots=True)
class NeedKeptPrivate(Event):
    need_id: int


@dataclass(frozen=True, slots=True)
class NeedHeld(Event):
    need_id: int


@dataclass(frozen=True, slots=True)
class NeedsReleased(Event):
    release_id: int


@dataclass(frozen=True, slots=True)
class NeedChanged(Event):
    """Anything that lists, pages and indexes must take notice of."""

    need_id: int


@dataclass(frozen=True, slots=True)
class NeedExpired(Event):
    need_id: int


@dataclass(frozen=True, slots=True)
class NeedWithdrawn(Event):
    need_id: int
