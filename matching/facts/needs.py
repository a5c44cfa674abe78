"""A need as matching knows it: nothing finer than what was published to the supplier's audience."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import numpy as np

from marketplace.common.places import centroid, place_level
from matching.facts.columns import NOWHERE, Codes, Flags, Numbers, Points, unit_vector

PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Need:
    """One published need, all values as published (None: withheld); codes of domain.md §6.2 and `export_needs`.

    key: the public reference; place: township, district, `urban`, `county` or the city; waiting: new, weeks, months;
    helpers: how many suppliers are wanted; equity: behind, even or ahead, how its district and kind fare in the city;
    audience: open, partners or private (kind and reference only).
    """

    key: str
    need_kind: str
    aid_type: str | None = None
    place: str | None = None
    urgency: str | None = None
    waiting: str | None = None
    quantity: str | None = None
    deadline: str | None = None
    helpers: int = 1
    with_minors: bool = False
    equity: str = "even"
    audience: str = "open"


@dataclass(frozen=True, slots=True)
class NeedFacts:
    """Needs in columns; row i of every column is the same need."""

    key: tuple[str, ...]
    need_kind: Codes
    aid_type: Codes
    place: Codes
    place_level: Numbers
    point: Points
    urgency: Codes
    waiting: Codes
    quantity: Codes
    deadline: Codes
    helpers: Numbers
    with_minors: Flags
    equity: Codes
    audience: Codes

    @classmethod
    def of(cls, needs: Iterable[Need]) -> Self:
        """The centroid is that of the published area; level 0 and a point beyond reach where no place is known."""
        rows = tuple(needs)
        place = Codes.of(row.place for row in rows)
        points = [unit_vector(centroid(code).lon, centroid(code).lat) if code else NOWHERE for code in place.names]
        levels = [place_level(code) if code else 0 for code in place.names]
        return cls(
            key=tuple(row.key for row in rows),
            need_kind=Codes.of(row.need_kind for row in rows),
            aid_type=Codes.of(row.aid_type for row in rows),
            place=place,
            place_level=np.array(levels, np.int64)[place.index],
            point=np.array(points, np.float64).reshape(-1, 3)[place.index],
            urgency=Codes.of(row.urgency for row in rows),
            waiting=Codes.of(row.waiting for row in rows),
            quantity=Codes.of(row.quantity for row in rows),
            deadline=Codes.of(row.deadline for row in rows),
            helpers=np.array([row.helpers for row in rows], np.int64),
            with_minors=np.array([row.with_minors for row in rows], np.bool_),
            equity=Codes.of(row.equity for row in rows),
            audience=Codes.of(row.audience for row in rows),
        )

    def __len__(self) -> int:
        return len(self.key)
