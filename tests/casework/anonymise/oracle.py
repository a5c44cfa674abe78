"""The rules of contracts.md `export_needs` once more, in plain Python, one household at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hypothesis import strategies as st

from marketplace.casework.anonymise import Household, Published

URBAN = {"330203", "330205", "330206", "330211", "330212", "330213"}
TOWNSHIPS = ["330203001", "330203002", "330212004", "330225100", "330281001"]
PLACES = [*TOWNSHIPS, "330203", "330212", "330225", "330281", "urban", "county", "330200"]
AGE_BANDS = [None, "60-64", "65-69", "30-34", "60-69", "30-39", "0-13", "14-17", "18-59", "60+"]
FAMILIES = [None, "1", "2-3", "4+", "with_minors", "elderly", "other"]
HEALTHS = [None, "disability", "serious", "chronic", "health_related"]
REGISTERS = ["tekun", "dibao", "other", "temporary"]

births = st.dates(date(1930, 1, 1), date(2026, 6, 30)) | st.sampled_from([date(1964, 2, 29), date(2012, 2, 29)])
households = st.builds(
    lambda place, head, others, health, registers: Household(
        place, head, max([head, *others]), min([head, *others]), 1 + len(others), health, frozenset(registers)
    ),
    st.sampled_from(TOWNSHIPS),
    births,
    st.lists(births, max_size=5),
    st.sampled_from(["disability", "serious", "chronic", "healthy"]),
    st.sets(st.sampled_from(REGISTERS), min_size=1, max_size=2),
)
values = st.builds(
    lambda place, age, family, health: Published(place, level_of(place), age, family, health),
    st.sampled_from(PLACES),
    st.sampled_from(AGE_BANDS),
    st.sampled_from(FAMILIES),
    st.sampled_from(HEALTHS),
)
days = st.dates(date(2026, 1, 1), date(2028, 12, 31)).map(lambda day: day.replace(day=1))


def level_of(place: str) -> int:
    """1 township, 2 district, 3 urban or county, 4 the city."""
    if place == "330200":
        return 4
    return 3 if place in {"urban", "county"} else 1 if len(place) == 9 else 2


def age(birth: date, on: date) -> int:
    """Completed years from birthday to birthday; 29 February completes on 1 March; the unborn count as 0."""
    years = 0
    while birthday(birth, birth.year + years + 1) <= on:
        years += 1
    return years


def birthday(birth: date, year: int) -> date:
    """The day of that year on which a year is completed."""
    try:
        return birth.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def falls_into(household: Household, shown: Published, on: date) -> bool:
    """Whether the household is of the class; a withheld value fits everybody, no other column counts."""
    return (
        in_place(household.township, shown.place)
        and in_age_band(age(household.head_birth, on), shown.age_band)
        and is_family(household, shown.family, on)
        and is_health(household.health, shown.health)
    )


def in_place(township: str, place: str) -> bool:
    if place in {"urban", "county"}:
        return (township[:6] in URBAN) == (place == "urban")
    return place == "330200" or township.startswith(place)


def in_age_band(years: int, band: str | None) -> bool:
    if band is None:
        return True
    if band == "60+":
        return years >= 60
    low, high = band.split("-")
    return int(low) <= years <= int(high)


def is_family(household: Household, family: str | None, on: date) -> bool:
    if family in {"1", "2-3", "4+"}:
        return {"1": household.size == 1, "2-3": 2 <= household.size <= 3, "4+": household.size >= 4}[family]
    minors = age(household.youngest_birth, on) < 18
    elders = age(household.oldest_birth, on) >= 60
    kind = "with_minors" if minors else "elderly" if elders else "other"
    return family is None or family == kind


def is_health(worst: str, shown: str | None) -> bool:
    return shown is None or shown == worst or (shown == "health_related" and worst != "healthy")


def count(register: Sequence[Household], shown: Published, on: date) -> tuple[int, frozenset[str]]:
    """Size of the class, and the register values that all of it share."""
    members = [household for household in register if falls_into(household, shown, on)]
    shared = set.intersection(*(set(household.registers) for household in members)) if members else set()
    return len(members), frozenset(shared)
