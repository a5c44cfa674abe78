"""The generalisation ladder: which value each quasi-identifier shows at each level (domain.md §5.3)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from marketplace.casework.anonymise.facts import Household, Published, completed_years
from marketplace.casework.anonymise.protection import protection_on
from marketplace.needs.ages import STAGES

URBAN_DISTRICTS = frozenset({"330203", "330205", "330206", "330211", "330212", "330213"})
CITY = "330200"
WITHHELD = 4


@dataclass(frozen=True, slots=True)
class Levels:
    """How far each quasi-identifier is widened: 1 is the narrowest ever published, 4 the city or withheld."""

    place: int
    age: int
    family: int
    health: int

    def at_least(self, floor: Levels) -> Levels:
        """The wider of the two in every dimension."""
        return Levels(
            max(self.place, floor.place),
            max(self.age, floor.age),
            max(self.family, floor.family),
            max(self.health, floor.health),
        )


NARROWEST = Levels(1, 1, 1, 1)


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs in order, and the bands; data, with its source (data/ladder.toml). Ages and places are rule data."""

    rungs: tuple[Levels, ...]
    family_bands: Mapping[str, tuple[int, int]]
    child_floor: Levels
    """Its place is the rule's of the day."""
    entrusted: Levels
    """The narrowest that a partner under an undertaking is told of a need that is not published."""
    source: str

    def floor_for(self, household: Household, aid_types: frozenset[str], on: date) -> Levels:
        """The least widening that the law asks for this household and these needs on the day."""
        floor, protection = NARROWEST, protection_on(on)
        if completed_years(household.youngest_birth, on) < protection.child_under:
            floor = floor.at_least(replace(self.child_floor, place=protection.child_place))
        if aid_types & protection.status_aid_types:
            floor = floor.at_least(replace(NARROWEST, place=protection.status_place))
        return floor

    def rungs_from(self, floor: Levels) -> Iterator[Levels]:
        """Every rung, widened to the floor, each once."""
        seen: set[Levels] = set()
        for rung in self.rungs:
            levels = rung.at_least(floor)
            if levels not in seen:
                seen.add(levels)
                yield levels

    def publish(self, household: Household, levels: Levels, on: date) -> Published:
        """What the household would show at these levels."""
        return Published(
            place=place_at(household.township, levels.place),
            place_level=levels.place,
            age_band=self.age_at(completed_years(household.head_birth, on), levels.age),
            family=self.family_at(household, levels.family, on),
            health=health_at(household.health, levels.health),
        )

    def age_at(self, age: int, level: int) -> str | None:
        """Five years, ten years, life stage, withheld."""
        if level >= WITHHELD:
            return None
        if level == 3:
            return next(name for name, (low, high) in STAGES.items() if low <= age <= high)
        width = 5 if level == 1 else 10
        low = age - age % width
        return f"{low}-{low + width - 1}"

    def family_at(self, household: Household, level: int, on: date) -> str | None:
        """Band of size, then kind, then withheld."""
        if level >= WITHHELD:
            return None
        if level < 3:
            return next(name for name, (low, high) in self.family_bands.items() if low <= household.size <= high)
        protection = protection_on(on)
        if completed_years(household.youngest_birth, on) < protection.minor_under:
            return "with_minors"
        return "elderly" if completed_years(household.oldest_birth, on) >= protection.elder_from else "other"


def place_at(township: str, level: int) -> str:
    """Township, district, urban or county, city."""
    district = township[:6]
    if level == 1:
        return township
    if level == 2:
        return district
    return CITY if level >= 4 else "urban" if district in URBAN_DISTRICTS else "county"


def health_at(health: str, level: int) -> str | None:
    """The kind, then health-related, then withheld; the healthy show nothing at any level."""
    if health == "healthy" or level >= WITHHELD:
        return None
    return "health_related" if level >= 3 else health


def load_ladder(path: Path) -> Ladder:
    """Read the ladder; a missing key is an error at start, not at publication."""
    with path.open("rb") as file:
        data = tomllib.load(file)
    return Ladder(
        rungs=tuple(_rungs(data)),
        family_bands=_bands(data["family_bands"]),
        child_floor=replace(NARROWEST, age=data["children"]["age"], family=data["children"]["family"]),
        entrusted=Levels(**{name: data["entrusted"][name] for name in ("place", "age", "family", "health")}),
        source=data["source"],
    )


def _rungs(data: Mapping[str, Any]) -> Iterator[Levels]:
    levels = Levels(**data["start"])
    yield levels
    for step in data["step"]:
        levels = replace(levels, **{step["widen"]: step["to"]})
        yield levels


def _bands(rows: Mapping[str, list[int]]) -> dict[str, tuple[int, int]]:
    return {name: (low, high) for name, (low, high) in rows.items()}


LADDER = load_ladder(Path(__file__).resolve().parents[1] / "data" / "ladder.toml")
