"""A second opinion, written to be obviously right and not fast: gifts move in small equal steps, taxes are slices.

It shares nothing with the estimator but the facts it is asked about. Bases are multiples of 1000 yuan and gifts of 100,
so that a step of 100 yuan never splits a cap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

from donations.tax import Individual

STEP = 100
# Upper ends of the brackets in yuan and the tax on each whole slice in percent, as the law's tables print them.
COMPREHENSIVE = [(36_000, 3), (144_000, 10), (300_000, 20), (420_000, 25), (660_000, 30), (960_000, 35), (10**12, 45)]
BUSINESS = [(30_000, 5), (90_000, 10), (300_000, 20), (500_000, 30), (10**12, 35)]
CATEGORY = [(10**12, 20)]


@dataclass
class Tray:
    """A bucket of the oracle: how many yuan it holds and what was taken from it by treatment."""

    name: str
    base: int
    slices: list[tuple[int, int]]
    month: int | None = None
    full: int = 0
    limited: int = 0

    def fits(self, month: int) -> bool:
        return self.month in (None, month)

    def has_room(self, treatment: str) -> bool:
        inside_cap = treatment == "full" or self.limited < self.base * 3 // 10
        return inside_cap and self.full + self.limited < self.base

    def take(self, treatment: str) -> None:
        if treatment == "full":
            self.full += STEP
        else:
            self.limited += STEP

    def saving_in_percent_yuan(self) -> int:
        """Hundred times the tax saved, a whole number."""
        return slices_of(self.base, self.slices) - slices_of(self.base - self.full - self.limited, self.slices)


def slices_of(taxable: int, slices: list[tuple[int, int]]) -> int:
    tax, below = 0, 0
    for end, percent in slices:
        tax += max(0, min(taxable, end) - below) * percent
        below = end
    return tax


def trays(asked: Individual, order: Sequence[str]) -> list[Tray]:
    standing: list[Tray] = []
    for name in order:
        if name == "comprehensive" and asked.comprehensive is not None:
            standing.append(Tray(name, max(0, int(asked.comprehensive)), COMPREHENSIVE))
        if name == "business" and asked.business is not None:
            base = 0 if asked.business.assessed else max(0, int(asked.business.taxable))
            standing.append(Tray(name, base, BUSINESS))
        if name == "category":
            for month in range(1, 13):
                payments = [max(0, int(p.taxable)) for p in asked.category if p.month == month]
                if payments:
                    standing.append(Tray(f"category-{month:02d}", sum(payments), CATEGORY, month))
    return standing


def simulate(asked: Individual, order: Sequence[str]) -> list[Tray]:
    """Hand out every gift in steps: tray after tray, full before limited, the step that comes first by the contract."""
    left = [int(gift.amount) if gift.eligible else 0 for gift in asked.donations]
    standing = trays(asked, order)
    for place, tray in enumerate(standing):
        for treatment in ("full", "limited"):
            while tray.has_room(treatment):
                could_take = [
                    p for p, gift in enumerate(asked.donations)
                    if left[p] > 0 and gift.treatment == treatment and tray.fits(gift.given_on.month)
                ]  # fmt: skip
                if not could_take:
                    break
                first = min(could_take, key=lambda p: (_useful_later(asked, p, standing[place + 1 :]), _age(asked, p)))
                left[first] -= STEP
                tray.take(treatment)
    return standing


def _useful_later(asked: Individual, position: int, later: list[Tray]) -> bool:
    gift = asked.donations[position]
    return any(tray.fits(gift.given_on.month) and tray.has_room(gift.treatment) for tray in later)


def _age(asked: Individual, position: int) -> tuple[str, int]:
    return asked.donations[position].given_on.isoformat(), position


def best_order(asked: Individual) -> tuple[tuple[str, ...], int]:
    """Every order tried; the greatest saving, then the one whose positions in the given order come first."""
    given = [income.value for income in asked.order]
    tried = [
        (-sum(tray.saving_in_percent_yuan() for tray in simulate(asked, order)), [given.index(name) for name in order])
        for order in permutations(given)
    ]
    saving, positions = min(tried)
    return tuple(given[position] for position in positions), -saving
