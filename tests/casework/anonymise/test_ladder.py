"""The ladder widens in the order of domain.md §5.3, and agrees with the rule data and the map of the city."""

from __future__ import annotations

from datetime import date

import pytest

from marketplace.casework.anonymise import LADDER, Household, Levels
from marketplace.casework.anonymise.ladder import URBAN_DISTRICTS, place_at
from marketplace.common import places
from marketplace.common.rule_data import rule

NOVEMBER = date(2026, 11, 1)
FREE = Levels(1, 1, 1, 1)


def family(*births: date, health: str = "chronic", township: str = "330203001") -> Household:
    return Household(township, births[0], max(births), min(births), len(births), health, frozenset({"other"}))


def test_age_family_and_health_widen_before_the_place_and_are_withheld_before_the_district_goes() -> None:
    rungs = [(r.place, r.age, r.family, r.health) for r in LADDER.rungs_from(FREE)]
    assert rungs == [
        (1, 1, 1, 2),
        (1, 2, 1, 2),
        (1, 3, 1, 2),
        (1, 3, 3, 2),
        (1, 3, 3, 3),
        (2, 3, 3, 3),
        (2, 4, 3, 3),
        (2, 4, 4, 3),
        (2, 4, 4, 4),
        (3, 4, 4, 4),
        (4, 4, 4, 4),
    ]


def test_a_floor_lifts_every_rung_and_no_rung_twice() -> None:
    rungs = list(LADDER.rungs_from(Levels(3, 4, 3, 1)))
    assert all(rung.place >= 3 and rung.age == 4 and rung.family >= 3 for rung in rungs)
    assert len(rungs) == len(set(rungs))


@pytest.mark.parametrize(
    ("levels", "shown"),
    [
        (Levels(1, 1, 1, 2), ("330203001", "60-64", "2-3", "chronic")),
        (Levels(1, 2, 1, 2), ("330203001", "60-69", "2-3", "chronic")),
        (Levels(2, 3, 3, 3), ("330203", "60+", "elderly", "health_related")),
        (Levels(3, 4, 4, 4), ("urban", None, None, None)),
        (Levels(4, 4, 4, 4), ("330200", None, None, None)),
    ],
)
def test_each_level_shows_its_value(levels: Levels, shown: tuple[str | None, ...]) -> None:
    one = LADDER.publish(family(date(1964, 1, 1), date(1970, 1, 1)), levels, NOVEMBER)
    assert (one.place, one.age_band, one.family, one.health) == shown
    assert one.place_level == levels.place


@pytest.mark.parametrize(
    ("births", "kind"),
    [
        ((date(1956, 1, 1), date(2008, 11, 2)), "with_minors"),
        ((date(1956, 1, 1), date(2008, 11, 1)), "elderly"),
        ((date(1966, 11, 2), date(1990, 1, 1)), "other"),
    ],
)
def test_a_minor_comes_before_an_elder(births: tuple[date, ...], kind: str) -> None:
    assert LADDER.publish(family(*births), Levels(2, 4, 3, 4), NOVEMBER).family == kind


def test_a_healthy_household_shows_nothing_of_its_health() -> None:
    assert LADDER.publish(family(date(1956, 1, 1), health="healthy"), Levels(1, 1, 1, 2), NOVEMBER).health is None


@pytest.mark.parametrize("age", range(100))
def test_every_age_has_a_stage_of_life(age: int) -> None:
    band = LADDER.age_at(age, 3)
    assert band in {"0-13", "14-17", "18-59", "60+"}
    assert {"0-13": age <= 13, "14-17": 14 <= age <= 17, "18-59": 18 <= age <= 59, "60+": age >= 60}[band]


def test_every_township_widens_as_the_map_says() -> None:
    for township in places.townships():
        widened = [place_at(township.code, level) for level in (1, 2, 3, 4)]
        assert widened == [places.widen(township.code, level) for level in (1, 2, 3, 4)]
    assert len({place_at(t.code, 2) for t in places.townships()}) == 10
    assert len(URBAN_DISTRICTS) == 6


def test_the_ladder_and_the_rule_data_name_the_same_ages_and_floors() -> None:
    def value(name: str) -> object:
        return rule(f"anonymity.{name}", on=NOVEMBER).value

    assert value("child_age") == LADDER.child_under
    assert value("minor_age") == LADDER.minor_under
    assert value("elderly_age") == LADDER.elder_from
    assert value("child_place_level") == LADDER.child_floor.place
    assert value("status_place_level") == LADDER.restricted_floor.place
    assert set(value("status_aid_types")) == LADDER.restricted_aid_types
