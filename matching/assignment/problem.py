"""The assignment problem as columns, and its edges sorted from either side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from marketplace.common.verdict import DomainError
from matching.compiled import compiled

Ints = NDArray[np.int64]
Indices = NDArray[np.int32]
Flags = NDArray[np.uint8]

SCORE_SCALE = 10_000
"""Scores are integers: ten-thousandths of a point, so that sums, bounds and gaps are exact."""

LARGEST_SUM = 1 << 61


class ScoresTooLarge(DomainError):
    """The sum of all scores could leave 64 bits, so no exact bound can be promised."""

    code = "SCORES_TOO_LARGE"


class MalformedProblem(DomainError):
    """Columns that do not describe a problem: unequal lengths, unknown indices, scores or demand out of range."""

    code = "MALFORMED_PROBLEM"


@dataclass(frozen=True, slots=True)
class Problem:
    """Who could help whom. Edge e joins need[e] and supplier[e] (row numbers) with score[e] > 0 in ten-thousandths.

    demand[i] >= 1 helpers are wanted by need i, capacity[j] >= 0 needs can be taken by supplier j; a pair occurs once.
    """

    need: Indices
    supplier: Indices
    score: Ints
    demand: Ints
    capacity: Ints

    def __post_init__(self) -> None:
        if not len(self.need) == len(self.supplier) == len(self.score):
            raise MalformedProblem("The columns of the edges differ in length.")
        if len(self.score) and int(self.score.min()) <= 0:
            raise MalformedProblem("Every score is above zero.")
        for index, size in ((self.need, len(self.demand)), (self.supplier, len(self.capacity))):
            if len(index) and not 0 <= int(index.min()) <= int(index.max()) < size:
                raise MalformedProblem("An edge names an unknown need or supplier.")
        if any(len(limit) and int(limit.min()) < 0 for limit in (self.demand, self.capacity)):
            raise MalformedProblem("Demand and capacity are not negative.")

    def usable_demand(self) -> Ints:
        """No need can be served by more suppliers than it has edges."""
        return np.minimum(self.demand, np.bincount(self.need, minlength=len(self.demand)))

    def usable_capacity(self) -> Ints:
        """No supplier can serve more needs than it has edges."""
        return np.minimum(self.capacity, np.bincount(self.supplier, minlength=len(self.capacity)))


class Rows(NamedTuple):
    """The edges of one side, row after row, each row by falling weight: row i is start[i]:start[i + 1].

    `edge` is the edge's number in the problem.
    """

    start: Ints
    target: Indices
    weight: Ints
    edge: Indices


def rows_of(owner: Indices, target: Indices, score: Ints, scale: int, owners: int) -> Rows:
    """Group the edges by owner, weighing score times scale; equal weights keep the order of the problem."""
    start = np.zeros(owners + 1, np.int64)
    np.cumsum(np.bincount(owner, minlength=owners), out=start[1:])
    rows = Rows(start, np.empty_like(target), np.empty_like(score), np.empty(len(owner), np.int32))
    scatter(owner, target, score, scale, start[:-1].copy(), rows)
    sort_rows(rows)
    return rows


@compiled
def scatter(owner: Indices, target: Indices, score: Ints, scale: Any, free: Ints, rows: Rows) -> None:
    for number in range(len(owner)):
        place = free[owner[number]]
        free[owner[number]] = place + 1
        rows.target[place] = target[number]
        rows.weight[place] = score[number] * scale
        rows.edge[place] = number


@compiled
def sort_rows(rows: Rows) -> None:
    """Short rows by insertion, where they are; long ones (a city-wide supplier) by a merge sort."""
    for row in range(len(rows.start) - 1):
        first, end = rows.start[row], rows.start[row + 1]
        if end - first <= 64:
            insertion_sort(rows, first, end)
        else:
            order = np.argsort(-rows.weight[first:end], kind="mergesort")
            rows.weight[first:end] = rows.weight[first:end][order]
            rows.target[first:end] = rows.target[first:end][order]
            rows.edge[first:end] = rows.edge[first:end][order]


@compiled
def insertion_sort(rows: Rows, first: Any, end: Any) -> None:
    for moving in range(first + 1, end):
        weight, target, edge = rows.weight[moving], rows.target[moving], rows.edge[moving]
        place = moving
        while place > first and rows.weight[place - 1] < weight:
            rows.weight[place] = rows.weight[place - 1]
            rows.target[place] = rows.target[place - 1]
            rows.edge[place] = rows.edge[place - 1]
            place -= 1
        rows.weight[place], rows.target[place], rows.edge[place] = weight, target, edge
