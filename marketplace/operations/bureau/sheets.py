"""A sheet is one table of figures: what it counts in a sentence, its heads, and rows whose cells lead to lists.

Counts of needs or households below the small-number threshold are withheld (None): "fewer than 11" on the page and
in every export.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from cms.presentation.figures import is_small
from marketplace.common.verdict import Sentence
from marketplace.needs.facets import withhold


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in fen."""

    fen: int


Value = str | int | float | Money | None
"""Text, a count, a percentage, an amount; None: withheld because it is small."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value and, if there is one, the list that it counts."""

    value: Value
    url: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table as of a moment."""

    name: str
    title: Sentence
    means: Sentence
    heads: Sequence[Sentence]
    rows: Sequence[Sequence[Cell]]
    as_of: datetime


def counted(counts: Mapping[str, int]) -> list[Cell]:
    """A row of counts whose sum is known elsewhere: small ones withheld so that the others do not give them away."""
    shown = withhold(counts)
    return [Cell(shown[code]) for code in counts]


def counted_alone(count: int, url: str = "") -> Cell:
    """A count that is part of no known sum; `url` leads to what it counts."""
    return Cell(None) if is_small(count) else Cell(count, url)
