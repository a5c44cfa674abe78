"""Districts as equal cells on a honeycomb: coarse by construction, and the small county counts as much as the large."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import cos, pi, sin, sqrt
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from cms.presentation.figures import is_small, say_count

HONEYCOMBS: Final = Path(__file__).parent / "honeycombs"
RADIUS: Final = 52.0
WIDTH: Final = RADIUS * sqrt(3)
ROW_STEP: Final = RADIUS * 1.5
MARGIN: Final = 4.0
INSET: Final = 2.5
STEPS: Final = 4
KINDS_OF_AREA: Final = frozenset({"District", "County", "City"})


@dataclass(frozen=True, slots=True)
class Tile:
    """One district: where its cell lies, what it says, how dark it is (level 0 unknown, 1 small … 4)."""

    code: str
    name: str
    shown: str
    level: int
    path: str
    x: float
    name_y: float
    count_y: float
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class TileMap:
    """The tiles in the order of the honeycomb, north to south, with the size of the drawing."""

    width: float
    height: float
    tiles: list[Tile]


@cache
def honeycomb(city: str) -> dict[str, tuple[int, float]]:
    """District code -> (row from the north, column from the west; odd rows are shifted by half a cell)."""
    text = (HONEYCOMBS / f"{city}.toml").read_text(encoding="utf-8")
    return {cell["code"]: (cell["row"], cell["column"]) for cell in tomllib.loads(text)["cell"]}


def district_tiles(cells: Iterable[Any]) -> TileMap:
    """Lay out cells with `code`, `name`, `count` (None: unknown), and perhaps `url` and `current`.

    A district without a place in the honeycomb has no tile.
    """
    places = honeycomb(settings.CITY_CODE)
    known = {_read(cell, "code"): cell for cell in cells}
    highest = max((_read(cell, "count") or 0 for cell in known.values()), default=0)
    tiles = [_tile(known[code], places[code], highest) for code in places if code in known]
    rows = max((row for row, _ in places.values()), default=0)
    columns = max((column for _, column in places.values()), default=0)
    return TileMap(
        width=_round(columns * WIDTH + WIDTH + 2 * MARGIN),
        height=_round(rows * ROW_STEP + 2 * RADIUS + 2 * MARGIN),
        tiles=tiles,
    )


def level_of(count: int | None, highest: int) -> int:
    """0 unknown, 1 small, then thirds of the highest count."""
    if count is None:
        return 0
    if is_small(count):
        return 1
    return min(STEPS, 2 + 3 * (count - 1) // highest)


def short_name(name: str) -> str:
    """What fits a cell: Haishu for Haishu District; a Chinese name is short already."""
    words = name.split(" ")
    return " ".join(words[:-1]) if len(words) > 1 and words[-1] in KINDS_OF_AREA else name


def _tile(cell: Any, place: tuple[int, float], highest: int) -> Tile:
    row, column = place
    x = MARGIN + WIDTH / 2 + column * WIDTH
    y = MARGIN + RADIUS + row * ROW_STEP
    count = _read(cell, "count")
    return Tile(
        code=_read(cell, "code"),
        name=short_name(str(_read(cell, "name"))),
        shown="–" if count is None else say_count(count),
        level=level_of(count, highest),
        path=_hexagon(x, y),
        x=_round(x),
        name_y=_round(y - 2),
        count_y=_round(y + 19),
        url=_read(cell, "url") or "",
        current=bool(_read(cell, "current")),
    )


def _hexagon(x: float, y: float, *, corner: float = 9.0) -> str:
    """A hexagon standing on its corner, the corners rounded by quadratic curves."""
    radius = RADIUS - INSET
    corners = [(x + radius * sin(turn * pi / 3), y - radius * cos(turn * pi / 3)) for turn in range(6)]
    share = corner / radius
    parts = []
    for (ax, ay), (bx, by), (cx, cy) in zip(corners, corners[1:] + corners[:1], corners[2:] + corners[:2], strict=True):
        into = (bx + (ax - bx) * share, by + (ay - by) * share)
        out = (bx + (cx - bx) * share, by + (cy - by) * share)
        parts.append(f"{into[0]:.1f} {into[1]:.1f}Q{bx:.1f} {by:.1f} {out[0]:.1f} {out[1]:.1f}")
    return "M" + "L".join(parts) + "Z"


def _read(cell: Any, name: str) -> Any:
    return cell.get(name) if isinstance(cell, dict) else getattr(cell, name, None)


def _round(value: float) -> float:
    return round(value, 1)
