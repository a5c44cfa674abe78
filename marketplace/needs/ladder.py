"""How far each published value is widened, read off the value itself, for the second officer (domain.md §5.3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from marketplace.needs.ages import STAGES
from marketplace.needs.codes import Family, Health
from marketplace.needs.export import Line

WITHHELD: Final = 4
SIZES: Final = (Family.ONE, Family.SMALL, Family.LARGE)


@dataclass(frozen=True, slots=True)
class Rung:
    """`level` 1 is the narrowest ever published, 4 the city or withheld."""

    column: str
    level: int


def rungs_of(line: Line) -> list[Rung]:
    """Where the four facts stand by which a household might be recognised."""
    age, family, health = (str(line[name] or "") for name in ("age_band", "family", "health"))
    return [
        Rung("place", int(line["place_level"] or WITHHELD)),
        Rung("age_band", level_of_age(age)),
        Rung("family", WITHHELD if not family else 1 if family in SIZES else 3),
        Rung("health", WITHHELD if not health else 3 if health == Health.RELATED else 1),
    ]


def level_of_age(band: str) -> int:
    """Five years, ten years, stage of life, withheld."""
    if not band:
        return WITHHELD
    if band in STAGES:
        return 3
    low, _, high = band.partition("-")
    return 1 if int(high) - int(low) < 5 else 2
