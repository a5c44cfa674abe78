"""The best suppliers for each place, exactly: those with the most standing and distance points, then the lower row."""

from __future__ import annotations

from typing import Any

import numpy as np

from matching.candidates.cells import Cells
from matching.compiled import compiled, inlined
from matching.facts import Flags, Numbers, Rows
from matching.facts.columns import EARTH_RADIUS_KM, Points

ROW_BITS = 32
"""A candidate is one integer: its points above, the complement of its row below; the greater is the better."""

LAST_ROW = (1 << ROW_BITS) - 1


@compiled
def best_of(
    cells: Cells, place: Points, place_row: Rows, admits: Flags, wanted: Rows, full_points: Any, range_km: Any
) -> Any:
    """For each place q the rows of its wanted[q] best suppliers among those that admits[place_row[q]], best first.

    Returns (start, row): the candidates of place q are row[start[q]:start[q + 1]].
    """
    start = np.zeros(len(place) + 1, np.int64)
    found = np.empty(wanted.sum(), np.int64)
    bound = np.empty(len(cells.radius_km), np.int64)
    for query in range(len(place)):
        bound_cells(cells, place[query], full_points, range_km, bound)
        best = found[start[query] : start[query] + wanted[query]]
        held = search(cells, place[query], admits[place_row[query]], full_points, range_km, bound, best)
        best[:held] = np.sort(best[:held])[::-1]
        start[query + 1] = start[query] + held
    return start, LAST_ROW - (found[: start[-1]] & LAST_ROW)


@compiled
def bound_cells(cells: Cells, place: Points, full_points: Any, range_km: Any, bound: Numbers) -> None:
    """No supplier of a cell has more points than its first would have at the cell's nearest edge."""
    for cell in range(len(bound)):
        edge_km = max(0.0, kilometres(cells.middle[cell], place) - cells.radius_km[cell])
        bound[cell] = cells.standing[cells.start[cell]] + distance_points(edge_km, full_points, range_km) + 1


@compiled
def search(
    cells: Cells, place: Points, admitted: Flags, full_points: Any, range_km: Any, bound: Numbers, best: Numbers
) -> Any:
    """Fill `best`, a heap with the worst on top, cell after cell by falling bound; returns how many were found."""
    held = 0
    while len(best) > 0:
        cell = np.argmax(bound)
        if bound[cell] < 0 or (held == len(best) and candidate(bound[cell], 0) < best[0]):
            break
        near_points = bound[cell] - cells.standing[cells.start[cell]]
        bound[cell] = -1
        for member in range(cells.start[cell], cells.start[cell + 1]):
            standing, row = cells.standing[member], cells.row[member]
            if held == len(best) and candidate(standing + near_points, 0) < best[0]:
                break  # the members' standing falls: none behind is better
            if admitted[row]:
                points = standing + distance_points(kilometres(cells.point[member], place), full_points, range_km)
                held = offer(best, held, candidate(points, row))
    return held


@inlined
def kilometres(one: Points, other: Points) -> Any:
    """The chord between two points; arc cosines would be wrong by kilometres near by."""
    x, y, z = one[0] - other[0], one[1] - other[1], one[2] - other[2]
    return np.sqrt(x * x + y * y + z * z) * EARTH_RADIUS_KM


@inlined
def distance_points(km: Any, full_points: Any, range_km: Any) -> Any:
    return np.int64(full_points * max(0.0, 1.0 - km / range_km))


@inlined
def candidate(points: Any, row: Any) -> Any:
    return (points << ROW_BITS) | (LAST_ROW - row)


@inlined
def offer(best: Numbers, held: Any, newcomer: Any) -> Any:
    """Put the newcomer into the heap if there is room or it is better than the worst; returns how many it holds."""
    if held < len(best):
        climb(best, held, newcomer)
        return held + 1
    if newcomer > best[0]:
        sink(best, newcomer)
    return held


@inlined
def climb(best: Numbers, place: Any, newcomer: Any) -> None:
    while place > 0 and best[(place - 1) >> 1] > newcomer:
        best[place] = best[(place - 1) >> 1]
        place = (place - 1) >> 1
    best[place] = newcomer


@inlined
def sink(best: Numbers, newcomer: Any) -> None:
    place = 0
    while 2 * place + 1 < len(best):
        child = 2 * place + 1
        if child + 1 < len(best) and best[child + 1] < best[child]:
            child += 1
        if best[child] >= newcomer:
            break
        best[place] = best[child]
        place = child
    best[place] = newcomer
