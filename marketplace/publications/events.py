"""What happened to words for the public."""

from dataclasses import dataclass

from marketplace.common.events import Event


@dataclass(frozen=True, slots=True)
class WordsSubmitted(Event):
    publication_id: int


@dataclass(frozen=True, slots=True)
class WordsReturned(Event):
    publication_id: int


@dataclass(frozen=True, slots=True)
class WordsPublished(Event):
    publication_id: int


@dataclass(frozen=True, slots=True)
class WordsHidden(Event):
    publication_id: int


@dataclass(frozen=True, slots=True)
class WordsWithdrawn(Event):
    publication_id: int
