"""Assignment beside OR-Tools' exact min-cost flow: time, share of the optimum, certified gap, gain over greedy.

`python -m tests.benchmarks.bench_assignment [needs]` prints the figures; 100,000 needs without an argument.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from matching.assignment import Assignment, Problem, solve
from matching.policies import load_policy
from tests.benchmarks.figures import Figure, at_most, share_at_least, show, side_by_side
from tests.matching.assignment.problems import optimum, random_problem

NEEDS, DEGREE, SEED = 100_000, 30, 7
PRECISION = load_policy().precision
FLOW = "OR-Tools SimpleMinCostFlow"


def measure(needs: int = NEEDS) -> Iterator[Figure]:
    """All figures, market after market."""
    solve(random_problem(1, 200, 100, 10, rich=False), PRECISION)  # compiled kernels are loaded once per process
    for market in ("rich", "scarce"):
        yield from figures_of(market, random_problem(SEED, needs, needs // 2, DEGREE, rich=market == "rich"))


def figures_of(market: str, problem: Problem) -> Iterator[Figure]:
    size = f"{len(problem.demand):,} × {len(problem.capacity):,}, {len(problem.score):,} edges, {market}"
    found, best = solve(problem, PRECISION), optimum(problem)
    assert found.objective <= best <= found.upper_bound
    time = side_by_side(lambda: solve(problem, PRECISION), lambda: optimum(problem))
    detail = f"seed {SEED}, {time}"
    yield at_most(f"assign {size}: time", FLOW, time.ratio, 0.15, detail)
    yield share_at_least(f"assign {size}: objective", "the exact optimum", found.objective / best, 0.9998, detail)
    yield at_most(f"assign {size}: certified gap, %", "its own upper bound", 100 * found.gap, 0.05, detail)
    first_come = greedy(problem)
    yield share_at_least(
        f"assign {size}: of what greedy loses, won back", f"greedy, {100 * first_come / best:.2f} % of the optimum",
        (found.objective - first_come) / (best - first_come), 0.998, detail,
    )  # fmt: skip
    yield warm_start(size, problem, found)


def warm_start(size: str, problem: Problem, before: Assignment) -> Figure:
    """One need in a hundred gets new scores; the prices of the last run are known."""
    generator = np.random.default_rng(SEED)
    touched = generator.random(len(problem.demand)) < 0.01
    score = np.where(touched[problem.need], generator.integers(1, 1_000_000, len(problem.score)), problem.score)
    changed = replace(problem, score=score)
    time = side_by_side(lambda: solve(changed, PRECISION, before.prices), lambda: solve(changed, PRECISION))
    return at_most(f"re-solve {size}: 1 % of the needs changed", "full solve", time.ratio, 0.05, f"seed {SEED}, {time}")


def greedy(problem: Problem) -> int:
    """The best edge first, as long as both sides have room: also the stable matching, for both rank by score."""
    demand, capacity = problem.demand.tolist(), problem.capacity.tolist()
    order = np.argsort(-problem.score, kind="stable")
    total = 0
    for need, supplier, score in zip(
        problem.need[order].tolist(), problem.supplier[order].tolist(), problem.score[order].tolist(), strict=True
    ):
        if demand[need] and capacity[supplier]:
            demand[need] -= 1
            capacity[supplier] -= 1
            total += score
    return total


if __name__ == "__main__":
    show(measure(int(sys.argv[1]) if len(sys.argv) > 1 else NEEDS))
