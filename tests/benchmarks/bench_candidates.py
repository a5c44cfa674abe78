"""The search for candidates beside numpy: every supplier of the need's kind reckoned, block by block, in float64.

`python -m tests.benchmarks.bench_candidates [needs]` prints the figures; 100,000 needs without an argument.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matching.candidates import best_of, cell_numbers, lay_out, lay_out_places
from matching.facts.columns import EARTH_RADIUS_KM, unit_vector
from matching.policies import load_policy
from tests.benchmarks.figures import Figure, show, side_by_side

NEEDS, KINDS, WANTED, BLOCK, SEED = 100_000, 6, 30, 500, 7
POLICY = load_policy()
FULL_POINTS, RANGE_KM = POLICY.weights["distance"] * 10_000, float(POLICY.distance.range_km)
STANDING = 10_000 * (POLICY.weights["fit"] + POLICY.weights["skill"] + POLICY.weights["spread"])


@dataclass(frozen=True, slots=True)
class Market:
    """Homes as unit vectors, kinds as numbers, standing points; everybody lives somewhere else."""

    need_point: np.ndarray
    need_kind: np.ndarray
    supplier_point: np.ndarray
    supplier_kind: np.ndarray
    standing: np.ndarray


def market_of(needs: int, suppliers: int) -> Market:
    """Spread evenly over the city's rectangle, kinds and standing at random."""
    generator = np.random.default_rng(SEED)

    def homes(count: int) -> np.ndarray:
        return np.array(
            [unit_vector(*spot) for spot in generator.uniform((120.9, 28.9), (122.1, 30.4), (count, 2)).tolist()]
        )

    return Market(
        homes(needs), generator.integers(0, KINDS, needs),
        homes(suppliers), generator.integers(0, KINDS, suppliers), generator.integers(0, STANDING, suppliers),
    )  # fmt: skip


def searched(market: Market) -> np.ndarray:
    """(needs, WANTED) suppliers, best first, by the pipeline's search."""
    found = np.empty((len(market.need_point), WANTED), np.int64)
    cell = cell_numbers(market.supplier_point, POLICY.candidates.cell_degrees)
    admits = np.ones((1, len(market.supplier_point)), np.bool_)
    for kind in range(KINDS):
        needs = np.flatnonzero(market.need_kind == kind)
        rows = np.flatnonzero(market.supplier_kind == kind)
        cells = lay_out(rows, market.supplier_point[rows], cell[rows], market.standing[rows])
        first_row, wanted = np.zeros(len(needs), np.int64), np.full(len(needs), WANTED)
        places = lay_out_places(market.need_point[needs], POLICY.candidates.cell_degrees)
        _, _, row = best_of(cells, places, first_row, admits, wanted, FULL_POINTS, RANGE_KM)
        found[needs] = row.reshape(-1, WANTED)
    return found


def reckoned(market: Market) -> np.ndarray:
    """The same by numpy, all distances of a block at once."""
    found = np.empty((len(market.need_point), WANTED), np.int64)
    for kind in range(KINDS):
        needs = np.flatnonzero(market.need_kind == kind)
        rows = np.flatnonzero(market.supplier_kind == kind)
        homes, standing = market.supplier_point[rows], market.standing[rows]
        for begin in range(0, len(needs), BLOCK):
            block = needs[begin : begin + BLOCK]
            squared = np.maximum(2.0 - 2.0 * (market.need_point[block] @ homes.T), 0.0)
            nearness = np.maximum(0.0, 1.0 - np.sqrt(squared) * (EARTH_RADIUS_KM / RANGE_KM))
            points = standing + np.floor(FULL_POINTS * nearness)
            best = np.argpartition(-points, WANTED, axis=1)[:, :WANTED]
            order = np.argsort(-np.take_along_axis(points, best, axis=1), axis=1, kind="stable")
            found[block] = rows[np.take_along_axis(best, order, axis=1)]
    return found


def points_of(market: Market, need: np.ndarray, supplier: np.ndarray) -> np.ndarray:
    """Standing and distance points, pair by pair."""
    apart = market.need_point[need] - market.supplier_point[supplier]
    km = np.sqrt((apart**2).sum(axis=-1)) * EARTH_RADIUS_KM
    return market.standing[supplier] + np.floor(FULL_POINTS * np.maximum(0.0, 1.0 - km / RANGE_KM))


def measure(needs: int = NEEDS) -> Iterator[Figure]:
    """How many times faster, the answers being as good to the last point."""
    searched(market_of(600, 300))  # compiled kernels are loaded once per process
    market = market_of(needs, needs // 2)
    rows = np.repeat(np.arange(needs), WANTED)
    ours = points_of(market, rows, searched(market).reshape(-1))
    theirs = points_of(market, rows, reckoned(market).reshape(-1))
    assert np.abs(ours - theirs).max() <= 2  # the reference rounds a few ten-thousandths elsewhere
    time = side_by_side(lambda: searched(market), lambda: reckoned(market))
    speed = 1 / time.ratio
    yield Figure(
        f"candidates: best {WANTED} of {needs // 2:,} suppliers in {KINDS} kinds for {needs:,} needs",
        "numpy, blocked, float64", f"{speed:.1f} times faster", "≥ 15 times", speed >= 15, f"seed {SEED}, {time}",
    )  # fmt: skip


if __name__ == "__main__":
    show(measure(int(sys.argv[1]) if len(sys.argv) > 1 else NEEDS))
