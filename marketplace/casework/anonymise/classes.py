"""The register as columns, and the class that a set of published values leaves a household in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from marketplace.casework.anonymise.facts import HEALTH_ORDER, Household, Published
from marketplace.casework.anonymise.ladder import CITY, LADDER, URBAN_DISTRICTS, Ladder
from marketplace.casework.anonymise.protection import protection_on
from marketplace.needs.ages import bounds_of

Mask = npt.NDArray[np.bool_]
Column = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class ClassCount:
    """How many households fit, and the registers that every one of them is held on."""

    size: int
    shared_registers: frozenset[str]

    def hides_at(self, k: int) -> bool:
        """At least k households, and no register value held by all of them."""
        return self.size >= k and not self.shared_registers


class RegisterTable:
    """The register, one array a column. Births are day numbers, places the integer codes."""

    def __init__(self, households: Sequence[Household], ladder: Ladder = LADDER) -> None:
        self.ladder = ladder
        self.township = np.array([int(h.township) for h in households], dtype=np.int64)
        self.district = self.township // 1000
        self.head = _days(h.head_birth for h in households)
        self.youngest = _days(h.youngest_birth for h in households)
        self.oldest = _days(h.oldest_birth for h in households)
        self.size = np.array([h.size for h in households], dtype=np.int64)
        self.health = np.array([HEALTH_ORDER.index(h.health) for h in households], dtype=np.int64)
        self.register_names = sorted({name for h in households for name in h.registers})
        bit = {name: 1 << position for position, name in enumerate(self.register_names)}
        self.registers = np.array([sum(bit[name] for name in h.registers) for h in households], dtype=np.int64)
        self._urban = np.isin(self.district, [int(code) for code in URBAN_DISTRICTS])
        self._years: dict[date, tuple[Column, Column, Column]] = {}

    def __len__(self) -> int:
        return len(self.township)

    def count(self, values: Published, on: date) -> ClassCount:
        """The class of these values with ages on that day."""
        fits = self.fits(values, on)
        size = int(fits.sum())
        if not size:
            return ClassCount(0, frozenset())
        shared = int(np.bitwise_and.reduce(self.registers[fits]))
        names = (name for position, name in enumerate(self.register_names) if shared >> position & 1)
        return ClassCount(size, frozenset(names))

    def fits(self, values: Published, on: date) -> Mask:
        """Which households fall into the values; a withheld value fits everybody."""
        head, youngest, oldest = self._ages(on)
        mask = self._fits_place(values.place)
        if values.age_band is not None:
            low, high = bounds_of(values.age_band)
            mask &= (head >= low) & (head <= high)
        if values.family is not None:
            mask &= self._fits_family(values.family, youngest, oldest, on)
        if values.health == "health_related":
            mask &= self.health < HEALTH_ORDER.index("healthy")
        elif values.health is not None:
            mask &= self.health == HEALTH_ORDER.index(values.health)
        return mask

    def _fits_place(self, place: str) -> Mask:
        if place == CITY:
            return np.ones(len(self), dtype=np.bool_)
        if place in {"urban", "county"}:
            return self._urban.copy() if place == "urban" else ~self._urban
        column = self.township if len(place) == 9 else self.district
        mask: Mask = column == int(place)
        return mask

    def _fits_family(self, family: str, youngest: Column, oldest: Column, on: date) -> Mask:
        if family in self.ladder.family_bands:
            low, high = self.ladder.family_bands[family]
            mask: Mask = (self.size >= low) & (self.size <= high)
            return mask
        protection = protection_on(on)
        minors, elders = youngest < protection.minor_under, oldest >= protection.elder_from
        return {"with_minors": minors, "elderly": ~minors & elders, "other": ~minors & ~elders}[family]

    def _ages(self, on: date) -> tuple[Column, Column, Column]:
        if on not in self._years:
            self._years[on] = tuple(_years(column, on) for column in (self.head, self.youngest, self.oldest))  # type: ignore[assignment]
        return self._years[on]


def _days(births: Iterable[date]) -> Column:
    """Births as year * 10000 + month * 100 + day, which orders like the calendar."""
    return np.array([b.year * 10_000 + b.month * 100 + b.day for b in births], dtype=np.int64)


def _years(births: Column, on: date) -> Column:
    """Completed years on the day; who was born after it counts as 0."""
    return np.maximum((on.year * 10_000 + on.month * 100 + on.day - births) // 10_000, 0)
