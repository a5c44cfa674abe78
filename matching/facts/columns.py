"""Columns of codes: one code a row, or several; both answer for many rows at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians, sin
from typing import Self

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]
"""Row numbers of needs or suppliers."""
Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Points = NDArray[np.float64]
"""(rows, 3) unit vectors."""

Kilometres = NDArray[np.float64]

EARTH_RADIUS_KM = 6371.0

WITHHELD = ""
"""Stands for a value that was not published."""

NOWHERE = (0.0, 0.0, -1.0)
"""Where a withheld place lies: so far from every place that distance never speaks for a pair."""


@dataclass(frozen=True, slots=True)
class Codes:
    """One code a row, as an index into `names`."""

    names: tuple[str, ...]
    index: Rows

    @classmethod
    def of(cls, values: Iterable[str | None]) -> Self:
        """In the order of first appearance; None becomes WITHHELD."""
        seen: dict[str, int] = {}
        index = [seen.setdefault(value or WITHHELD, len(seen)) for value in values]
        return cls(tuple(seen), np.array(index, np.int64))

    def among(self, codes: Collection[str]) -> Flags:
        """Which rows carry one of these codes."""
        return np.array([name in codes for name in self.names], np.bool_)[self.index]

    def looked_up(self, table: Mapping[str, int], missing: int = 0) -> Numbers:
        """For each row the number its code has in the table."""
        return np.array([table.get(name, missing) for name in self.names], np.int64)[self.index]

    def __getitem__(self, row: int) -> str:
        return self.names[int(self.index[row])]

    def __len__(self) -> int:
        return len(self.index)


@dataclass(frozen=True, slots=True)
class CodeSets:
    """Several codes a row: `table[row, column[name]]`; the last column, of every unknown code, is always False."""

    column: Mapping[str, int]
    table: Flags

    @classmethod
    def of(cls, values: Sequence[Collection[str]]) -> Self:
        column: dict[str, int] = {}
        places = [(row, column.setdefault(code, len(column))) for row, codes in enumerate(values) for code in codes]
        table = np.zeros((len(values), len(column) + 1), np.bool_)
        if places:
            table[tuple(np.array(places).T)] = True
        return cls(column, table)

    def holding(self, code: str) -> Flags:
        """Which rows hold the code."""
        held: Flags = self.table[:, self.column.get(code, -1)]
        return held

    def holding_any(self, codes: Collection[str]) -> Flags:
        """Which rows hold at least one of the codes."""
        return np.asarray(self.table[:, [self.column.get(code, -1) for code in codes]].any(axis=1), np.bool_)

    def empty(self) -> Flags:
        """Which rows hold no code at all."""
        return np.asarray(~self.table.any(axis=1), np.bool_)

    def codes_of(self, row: int) -> tuple[str, ...]:
        """The codes of one row, in the order of first appearance in the column."""
        return tuple(code for code, place in self.column.items() if self.table[row, place])


def ask_each_code(codes: Codes, row: Rows, other: Rows, answer: Callable[[str], Flags]) -> Flags:
    """Pair by pair what `answer` (code -> column of the other side) says of the row's code; each code is asked once."""
    used, place = np.unique(codes.index[row], return_inverse=True)
    if not len(used):
        return np.zeros(np.broadcast(row, other).shape, np.bool_)
    table = np.array([answer(codes.names[code]) for code in used], np.bool_)
    return np.asarray(table[place.reshape(np.shape(row)), other], np.bool_)


def unit_vector(longitude: float, latitude: float) -> tuple[float, float, float]:
    """The point on the unit sphere; chords between such points are exact where arc cosines are not."""
    east, north = radians(longitude), radians(latitude)
    return cos(north) * cos(east), cos(north) * sin(east), sin(north)
