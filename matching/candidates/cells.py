"""Suppliers on a coarse grid: whole cells can be passed over when even their best supplier comes too late."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matching.facts import Numbers, Rows
from matching.facts.columns import EARTH_RADIUS_KM, Kilometres, Points


class Cells(NamedTuple):
    """Suppliers of one list (or places of needs), cell by cell, in each by falling standing points, then by row.

    Cell c holds start[c]:start[c + 1] of `row`, `point` and `standing`; all lie within radius_km[c] of middle[c].
    """

    start: Rows
    middle: Points
    radius_km: Kilometres
    row: Rows
    point: Points
    standing: Numbers


def cell_numbers(point: Points, cell_degrees: float) -> Rows:
    """The cell of each point, of about so many degrees."""
    size = np.deg2rad(cell_degrees)
    corner = np.floor((point + 1.0) / size).astype(np.int64)
    across = int(2.0 / size) + 2
    return np.asarray((corner[:, 0] * across + corner[:, 1]) * across + corner[:, 2], np.int64)


def lay_out_places(point: Points, cell_degrees: float) -> Cells:
    """Places (at least one) in cells; they have no standing."""
    rows = np.arange(len(point))
    return lay_out(rows, point, cell_numbers(point, cell_degrees), np.zeros_like(rows))


def lay_out(row: Rows, point: Points, cell: Rows, standing: Numbers) -> Cells:
    """Sort the suppliers `row` (at least one) into cells; the other columns belong to the same suppliers."""
    order = np.lexsort((row, -standing, cell))
    first = np.flatnonzero(np.diff(cell[order], prepend=-1))
    size = np.diff(first, append=len(row))
    point = np.ascontiguousarray(point[order])
    middle = np.add.reduceat(point, first, axis=0) / size[:, None]
    apart = np.sqrt(((point - np.repeat(middle, size, axis=0)) ** 2).sum(axis=1)) * EARTH_RADIUS_KM
    return Cells(
        start=np.append(first, len(row)),
        middle=middle,
        radius_km=np.maximum.reduceat(apart, first),
        row=row[order],
        point=point,
        standing=standing[order],
    )
