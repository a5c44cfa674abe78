"""What happened in casework; ids only."""

from dataclasses import dataclass

from marketplace.common.events import Event


@dataclass(frozen=True, slots=True)
class RegisterChanged(Event):
    """Households were added, changed or removed."""

    cases: int


@dataclass(frozen=True, slots=True)
class ContactReleased(Event):
    assignment_id: int


@dataclass(frozen=True, slots=True)
class ConsentRecorded(Event):
    """The caseworker wrote down what the household said."""

    draft_id: int


@dataclass(frozen=True, slots=True)
class HouseholdSpoke(Event):
    """With its slip."""

    word_id: int


@dataclass(frozen=True, slots=True)
class WordAnswered(Event):
    """The caseworker asked both sides, and nothing has to be recorded."""

    word_id: int


@dataclass(frozen=True, slots=True)
class HandOverChosen(Event):
    assignment_id: int
