"""What passes through stages, told as a trail: done, now, still to come, or ended here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marketplace.common.verdict import Sentence

Moment = date | datetime | None


@dataclass(frozen=True, slots=True)
class Stage:
    """One node of the trail; `state` is done, current, next or stopped."""

    label: Sentence
    state: str
    at: Moment = None
    detail: Sentence = ""
    url: str = ""


def trail(stages: Sequence[tuple[Sentence, Moment]], reached: int, *, finished: bool = False) -> list[Stage]:
    """(label, moment) in order; those before `reached` are done, that one is now (done too when finished)."""
    return [Stage(label, _state(place, reached, finished), at) for place, (label, at) in enumerate(stages)]


def stopped(stages: Sequence[tuple[Sentence, Moment]], reached: int, end: Sentence, at: Moment = None) -> list[Stage]:
    """A trail that ended before its time: what was done, then how it ended."""
    return [*(Stage(label, "done", moment) for label, moment in stages[:reached]), Stage(end, "stopped", at)]


def _state(place: int, reached: int, finished: bool) -> str:
    if place < reached or (finished and place == reached):
        return "done"
    return "current" if place == reached else "next"
