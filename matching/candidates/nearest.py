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
    cells: Cells, places: Cells, place_row: Rows, admits: Flags, wanted: Rows, full_points: Any, range_km: Any
) -> Any:
    """For each place q the rows of its wanted[q] best suppliers among those that admits[place_row[q]], best first.

    The places are laid out in cells too, so that neighbours share the order in which cells are searched.
    Returns (start, held, row): the candidates of place q are row[start[q]:start[q] + held[q]].
    """
    start = np.cumsum(wanted) - wanted
    held, found = np.zeros_like(wanted), np.empty(wanted.sum(), np.int64)
    for region in range(len(places.radius_km)):
        bound = bounds(cells, places.middle[region], places.radius_km[region], full_points, range_km)
        nearest = np.argsort(-bound)
        for member in range(places.start[region], places.start[region + 1]):
            query = places.row[member]
            best = found[start[query] : start[query] + wanted[query]]
            held[query] = search(
                cells, places.point[member], admits[place_row[query]], full_points, range_km, bound, nearest, best
            )
            best[: held[query]] = np.sort(best[: held[query]])[::-1]
    return start, held, LAST_ROW - (found & LAST_ROW)


@compiled
def bounds(cells: Cells, middle: Points, radius_km: Any, full_points: Any, range_km: Any) -> Numbers:
    """For places within radius_km of `middle`: no supplier of a cell has more points than this."""
    bound = np.empty(len(cells.radius_km), np.int64)
    for cell in range(len(bound)):
        bound[cell] = edge_points(cells, cell, middle, radius_km, full_points, range_km)
        bound[cell] += cells.standing[cells.start[cell]]
    return bound


@inlined
def edge_points(cells: Cells, cell: Any, middle: Points, radius_km: Any, full_points: Any, range_km: Any) -> Any:
    """The distance points at the cell's nearest edge, and one more against rounding."""
    edge_km = kilometres(cells.middle[cell], middle) - cells.radius_km[cell] - radius_km
    return distance_points(max(0.0, edge_km), full_points, range_km) + 1


@compiled
def search(
    cells: Cells, place: Points, admitted: Flags, full_points: Any, range_km: Any, bound: Numbers, nearest: Rows,
    best: Numbers,
) -> Any:  # fmt: skip
    """Fill `best`, a heap with the worst on top, cell after cell by falling bound; returns how many were found."""
    held = 0
    for cell in nearest:
        if held == len(best) and (held == 0 or candidate(bound[cell], 0) < best[0]):
            break
        near_points = edge_points(cells, cell, place, 0.0, full_points, range_km)
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
