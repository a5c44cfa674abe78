"""Bands of completed years as they are published: five years, ten years, or a stage of life."""

from __future__ import annotations

from typing import Final

OLDEST: Final = 200
STAGES: Final = {"0-13": (0, 13), "14-17": (14, 17), "18-59": (18, 59), "60+": (60, OLDEST)}
"""contracts.md `export_needs`."""


def bounds_of(band: str) -> tuple[int, int]:
    """First and last year of a band, both included; raises ValueError for what is none."""
    if band in STAGES:
        return STAGES[band]
    low, _, high = band.partition("-")
    return int(low), int(high)


def bands_touching(stage: str) -> list[str]:
    """Every band in which somebody of this stage of life may stand."""
    first, last = STAGES[stage]
    narrow = [f"{low}-{low + width - 1}" for width in (5, 10) for low in range(0, OLDEST, width)]
    return [stage, *(band for band in narrow if bounds_of(band)[0] <= last and bounds_of(band)[1] >= first)]
