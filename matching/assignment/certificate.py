"""Proof of quality: prices of one side bound what any assignment could reach, whatever way they were found."""

from __future__ import annotations

from typing import Any

import numpy as np

from matching.assignment.problem import Ints, Rows
from matching.compiled import compiled, inlined

FEW = 16
"""Up to so many best gains are kept by insertion; more are found by sorting the row."""


def upper_bound(rows: Rows, units: Ints, seats: Ints, price: Ints) -> int:
    """No assignment scores more: the seats' prices, plus what each row could gain at most beside them.

    Weak duality of the linear programme; holds for every price >= 0. `units` and `seats` limit rows and targets.
    """
    priced = np.where(seats > 0, price, 0)
    return int(np.dot(seats, priced)) + int(sum_of_best_gains(rows, units, price))


@compiled
def sum_of_best_gains(rows: Rows, units: Ints, price: Ints) -> Any:
    """Over all rows, the sum of the `units[row]` largest positive gains (weight less price)."""
    total = 0
    for row in range(len(units)):
        gains = best_gains(rows, price, row, units[row])
        for rank in range(len(gains)):
            total += gains[rank]
    return total


@compiled
def shadow_prices(rows: Rows, units: Ints, price: Ints) -> Ints:
    """What one unit more would win for each row at these prices: its first gain that does not fit into `units`."""
    shadow = np.zeros(len(units), np.int64)
    for row in range(len(units)):
        if units[row] < rows.start[row + 1] - rows.start[row]:
            shadow[row] = best_gains(rows, price, row, units[row] + 1)[units[row]]
    return shadow


@compiled
def best_gains(rows: Rows, price: Ints, row: Any, count: Any) -> Ints:
    """The row's `count` largest gains, falling; what does not exist or is negative counts as 0."""
    first, end = rows.start[row], rows.start[row + 1]
    if count > FEW:
        gains = np.zeros(max(end - first, count), np.int64)
        for place in range(first, end):
            gains[place - first] = max(0, rows.weight[place] - price[rows.target[place]])
        gains.sort()
        return gains[::-1][:count].copy()
    gains = np.zeros(count, np.int64)
    for place in range(first, end):
        if count == 0 or rows.weight[place] <= gains[count - 1]:
            break
        insert_gain(gains, rows.weight[place] - price[rows.target[place]])
    return gains


@inlined
def insert_gain(gains: Ints, gain: Any) -> None:
    """Keep the list falling; what is smaller than its last falls out."""
    rank = len(gains)
    while rank > 0 and gains[rank - 1] < gain:
        if rank < len(gains):
            gains[rank] = gains[rank - 1]
        rank -= 1
    if rank < len(gains):
        gains[rank] = gain
