"""From a case's exact figures to the bands a need may show (contracts.md `export_needs`); the bands are rule data."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from marketplace.common.rule_data import rule


def urgency_band(dimensions: Iterable[int | None], on: date) -> str:
    """The band of the mean of the dimensions that were given; none given: the default."""
    given = [score for score in dimensions if score is not None]
    if not given:
        return str(rule("publication.urgency_default", on=on).value)
    return rule("publication.urgency_bands", on=on).band(Fraction(sum(given), len(given)))


def quantity_band(value_fen: int | None, on: date) -> str | None:
    """The band of the whole need's value; None without one."""
    return None if value_fen is None else rule("publication.quantity_bands", on=on).band(value_fen)


def deadline_band(needed_by: date | None, on: date) -> str | None:
    """The band of the days from the release to the wished date; None without one."""
    return None if needed_by is None else rule("publication.deadline_bands", on=on).band((needed_by - on).days)
