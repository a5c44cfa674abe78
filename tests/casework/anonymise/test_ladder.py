"""The ladder widens in the order of domain.md §5.3, and agrees with the rule data and the map of the city."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from marketplace.casework.anonymise import LADDER, Household, Levels, ladder
from marketplace.casework.anonymise.ladder import URBAN_DISTRICTS, place_at
from marketplace.casework.anonymise.protection import Protection, protection_on
from marketplace.common import places
from marketplace.common.rule_data import RuleMissing

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


def test_the_law_of_the_day_says_how_wide_children_and_status_labels_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    child = family(date(1980, 1, 1), date(2012, 6, 1))
    assert LADDER.floor_for(child, frozenset(), NOVEMBER) == FREE
    assert LADDER.floor_for(child, frozenset({"dibao"}), NOVEMBER) == Levels(2, 1, 1, 1)
    law = replace(protection_on(NOVEMBER), child_under=16, child_place=4, status_aid_types=frozenset({"medical"}))
    monkeypatch.setattr(ladder, "protection_on", {NOVEMBER: law}.__getitem__)
    assert LADDER.floor_for(child, frozenset({"dibao"}), NOVEMBER) == Levels(4, 4, 3, 1)
    assert LADDER.floor_for(family(date(1980, 1, 1)), frozenset({"medical"}), NOVEMBER) == Levels(2, 1, 1, 1)


def test_ages_and_places_of_the_protected_are_those_of_the_contract() -> None:
    statuses = frozenset({"dibao", "tekun"})
    assert protection_on(NOVEMBER) == Protection(14, 18, 60, child_place=3, status_place=2, status_aid_types=statuses)
    with pytest.raises(RuleMissing):
        protection_on(date(2019, 12, 31))
