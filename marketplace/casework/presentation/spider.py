"""The six dimensions as a spider chart: geometry only, drawn as SVG by a template beside its table."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SIZE = 320
CENTRE = SIZE / 2
RADIUS = 104
LABEL_AT = 1.2
RINGS = (25, 50, 75, 100)


@dataclass(frozen=True, slots=True)
class Spoke:
    """One dimension: where its axis ends, where its name stands, and its score or None."""

    name: str
    score: int | None
    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str

    @property
    def words(self) -> list[str]:
        """The name, one word a line."""
        return self.name.split()

    @property
    def first_line(self) -> float:
        """How far above the middle of the name its first line stands, in lines of type."""
        return -(len(self.words) - 1) / 2


@dataclass(frozen=True, slots=True)
class Spider:
    """Spokes, rings as polygon points, and the area of the scores; a dimension not given counts as 0 in the area."""

    spokes: tuple[Spoke, ...]
    rings: tuple[str, ...]
    area: str
    before: str
    size: int = SIZE
    centre: float = CENTRE


def draw_spider(
    names: Sequence[tuple[str, str]],
    scores: Mapping[str, int | None],
    before: Mapping[str, int | None] | None = None,
) -> Spider:
    """(code, name) clockwise from the top; `before` is an earlier assessment drawn as an outline."""
    spokes = [_spoke(place, len(names), name, scores.get(code)) for place, (code, name) in enumerate(names)]
    return Spider(
        spokes=tuple(spokes),
        rings=tuple(_polygon([ring] * len(names)) for ring in RINGS),
        area=_polygon([scores.get(code) or 0 for code, _name in names]),
        before=_polygon([before.get(code) or 0 for code, _name in names]) if before else "",
    )


def _spoke(place: int, total: int, name: str, score: int | None) -> Spoke:
    x, y = _point(place, total, RADIUS)
    label_x, label_y = _point(place, total, RADIUS * LABEL_AT)
    anchor = "middle" if abs(label_x - CENTRE) < 1 else "start" if label_x > CENTRE else "end"
    return Spoke(name, score, x, y, label_x, label_y, anchor)


def _polygon(scores: Sequence[int]) -> str:
    points = (_point(place, len(scores), RADIUS * score / 100) for place, score in enumerate(scores))
    return " ".join(f"{x},{y}" for x, y in points)


def _point(place: int, total: int, radius: float) -> tuple[float, float]:
    angle = 2 * math.pi * place / total - math.pi / 2
    return round(CENTRE + radius * math.cos(angle), 1), round(CENTRE + radius * math.sin(angle), 1)
