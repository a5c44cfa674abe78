"""The numbers of domain.md §3: days to record, minutes kept and hours shown, and what is never recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from marketplace.common.clock import CITY_ZONE
from marketplace.volunteers.hours import hours_shown, minutes_between, minutes_inside, minutes_served, record_due
from marketplace.volunteers.rules import TimeFacts, flags_of, is_minor, times_hold
from tests.refusals import refuses


def at(hour: int, minute: int = 0, day: int = 1) -> datetime:
    return datetime(2026, 6, day, hour, minute, tzinfo=CITY_ZONE)


FACTS = TimeFacts(
    came_at=at(9), left_at=at(11, 50), window=(at(9), at(12)), present=170, travel=0, others=0, overlaps=False,
    due_on=date(2026, 6, 15), on=date(2026, 6, 2), by_hand=False, device_people=1,
)  # fmt: skip


def test_v1_ten_working_days_after_a_monday() -> None:
    assert record_due(date(2026, 6, 1)) == date(2026, 6, 15)


def test_v1b_a_long_holiday_and_a_made_up_saturday_move_the_day() -> None:
    holidays = [date(2026, 10, day) for day in range(1, 8)]
    assert record_due(date(2026, 9, 28), holidays=holidays, extra_workdays=[date(2026, 10, 10)]) == date(2026, 10, 16)


def test_v2_minutes_are_kept_and_hours_shown_to_one_decimal() -> None:
    assert minutes_between(at(9), at(11, 50)) == 170
    assert hours_shown(170) == "2.8"


@pytest.mark.parametrize(
    ("minutes", "shown"), [(0, "0.0"), (3, "0.1"), (2, "0.0"), (15, "0.3"), (165, "2.8"), (6000, "100.0")]
)
def test_hours_round_half_up(minutes: int, shown: str) -> None:
    assert hours_shown(minutes) == shown


def test_v5_time_on_the_way_alone_is_no_service() -> None:
    assert minutes_served(60, 60) == 0
    assert minutes_served(170, 20) == 150


def test_only_time_within_the_activity_counts() -> None:
    assert minutes_inside(at(8, 40), at(12, 30), (at(9), at(12))) == 180
    assert minutes_inside(at(13), at(14), (at(9), at(12))) == 0


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("CHECK_OUT_BEFORE_CHECK_IN", {"came_at": at(12), "left_at": at(9)}),
        ("MORE_TRAVEL_THAN_TIME", {"travel": 171}),
        ("LONGER_THAN_ACTIVITY", {"present": 181}),
        ("OVERLAPPING", {"overlaps": True}),
        ("IMPOSSIBLE_DAY", {"others": 1271}),
    ],
)
def test_times_that_cannot_be_are_refused(code: str, changes: dict[str, object]) -> None:
    assert times_hold(FACTS).passed
    refuses(code, lambda: times_hold(replace(FACTS, **changes)).require())


def test_a_full_day_is_still_possible() -> None:
    assert times_hold(replace(FACTS, others=1270)).passed


@pytest.mark.parametrize(
    ("flags", "changes"),
    [
        ([], {}),
        ([], {"on": date(2026, 6, 15)}),
        (["late"], {"on": date(2026, 6, 16)}),
        ([], {"others": 550}),
        (["long_day"], {"others": 551}),
        ([], {"device_people": 2}),
        (["same_device"], {"device_people": 3}),
        (["by_hand"], {"by_hand": True}),
    ],
)
def test_what_is_questioned_is_flagged(flags: list[str], changes: dict[str, object]) -> None:
    assert flags_of(replace(FACTS, **changes)) == flags


def test_a_minor_comes_of_age_on_the_birthday() -> None:
    born = date(2008, 6, 2)
    assert is_minor(born, date(2026, 6, 1))
    assert not is_minor(born, born.replace(year=2026))
    assert not is_minor(None, date(2026, 6, 1) + timedelta(days=1))
