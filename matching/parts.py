"""The names of the parts of a score, for officers."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from matching.assignment import SCORE_SCALE

NAMES = {
    "distance": _("near"),
    "urgency": _("urgent"),
    "waiting": _("waiting long"),
    "equity": _("area left behind"),
    "fit": _("right size"),
    "skill": _("skill"),
    "contact": _("knows each other"),
    "spread": _("work spread"),
}


def said_parts(parts: Mapping[str, int]) -> list[tuple[str, str]]:
    """(name, points) of the parts that earned something, the greatest first."""
    earned = sorted(((points, part) for part, points in parts.items() if points), key=lambda each: (-each[0], each[1]))
    return [(str(NAMES.get(part, part)), points_text(points)) for points, part in earned]


def points_text(ten_thousandths: int) -> str:
    """Points with one decimal."""
    return f"{ten_thousandths / SCORE_SCALE:.1f}"
