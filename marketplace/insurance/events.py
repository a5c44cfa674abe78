"""What happened to group programmes."""

from dataclasses import dataclass

from marketplace.common.events import Event


@dataclass(frozen=True, slots=True)
class ProgrammeSubmitted(Event):
    programme_id: int


@dataclass(frozen=True, slots=True)
class ProgrammeReturned(Event):
    programme_id: int


@dataclass(frozen=True, slots=True)
class ProgrammeStarted(Event):
    programme_id: int


@dataclass(frozen=True, slots=True)
class ProgrammeRunsOut(Event):
    """The policy ends within so many days."""

    programme_id: int
    days: int


@dataclass(frozen=True, slots=True)
class ProgrammeEnded(Event):
    programme_id: int
