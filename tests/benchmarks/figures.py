"""A figure is a ratio to a reference that ran beside it in the same process, the median of several rounds."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median
from time import perf_counter

ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of docs/benchmarks.md: `met` compares the value with the goal, `detail` holds seed and times."""

    job: str
    reference: str
    value: str
    goal: str
    met: bool
    detail: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Median seconds of both, and the median of their ratios round by round."""

    ours: float
    theirs: float
    ratio: float

    def __str__(self) -> str:
        return f"{self.ours:.3f} s beside {self.theirs:.3f} s"


def side_by_side(ours: Callable[[], object], theirs: Callable[[], object], rounds: int = ROUNDS) -> Comparison:
    """Run both in turn, so that a noisy moment of the machine meets both."""
    times = [(seconds_of(ours), seconds_of(theirs)) for _ in range(rounds)]
    return Comparison(
        ours=median(mine for mine, _ in times),
        theirs=median(other for _, other in times),
        ratio=median(mine / other for mine, other in times),
    )


def seconds_of(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def at_most(job: str, reference: str, value: float, goal: float, detail: str) -> Figure:
    """A figure that should not exceed its goal."""
    return Figure(job, reference, f"{value:.3f}", f"≤ {goal}", value <= goal, detail)


def share_at_least(job: str, reference: str, value: float, goal: float, detail: str) -> Figure:
    """A share that should reach its goal, as a percentage."""
    return Figure(job, reference, f"{100 * value:.4f} %", f"≥ {100 * goal:g} %", value >= goal, detail)


def row(figure: Figure) -> str:
    """As a row of a Markdown table."""
    cells = (figure.job, figure.reference, figure.value, figure.goal, "yes" if figure.met else "no", figure.detail)
    return "| " + " | ".join(cells) + " |"


def show(figures: Iterable[Figure]) -> None:
    """Each figure on stdout as soon as it is known."""
    for figure in figures:
        sys.stdout.write(row(figure) + "\n")
        sys.stdout.flush()
