"""What anonymisation looks at: quasi-identifiers of a household, and the values it would publish."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

HEALTH_ORDER = ("disability", "serious", "chronic", "healthy")
"""Worst first."""


@dataclass(frozen=True, slots=True)
class Household:
    """One household of the register. `township` has nine digits; `health` is the worst of its members."""

    township: str
    head_birth: date
    youngest_birth: date
    oldest_birth: date
    size: int
    health: str
    registers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Published:
    """The quasi-identifiers a need shows; None is withheld."""

    place: str
    place_level: int
    age_band: str | None
    family: str | None
    health: str | None


def completed_years(birth: date, on: date) -> int:
    """Age in completed years; somebody born on 29 February completes a year on 1 March of a common year.

    Who was born after the day, within the month of a need, counts as 0.
    """
    return max(on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day)), 0)


def first_day(month: str) -> date:
    """The day on which ages count for a need of this month (YYYY-MM)."""
    return date.fromisoformat(f"{month}-01")
