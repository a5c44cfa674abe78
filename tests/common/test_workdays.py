"""Working days: the State Council's table where it is known, weekends only and said so where it is not."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from marketplace.common.workdays import (
    WORKDAYS_FOLDER,
    WorkdayFileBroken,
    add_working_days,
    is_working_day,
    read_workdays,
    year_is_loaded,
    years_not_loaded,
)

NATIONAL_DAY = [date(2026, 10, 1) + timedelta(days=day) for day in range(7)]
MADE_UP = [date(2026, 10, 10)]


def test_a_record_is_due_on_the_tenth_working_day() -> None:
    assert add_working_days(date(2026, 6, 1), 10) == date(2026, 6, 15)


def test_given_holidays_and_made_up_days_count() -> None:
    assert add_working_days(date(2026, 9, 28), 10, holidays=NATIONAL_DAY, extra_workdays=MADE_UP) == date(2026, 10, 16)


def test_the_loaded_table_says_the_same() -> None:
    assert add_working_days(date(2026, 9, 28), 10) == date(2026, 10, 16)


def test_given_days_outweigh_the_table() -> None:
    friday = date(2026, 10, 9)
    assert add_working_days(friday, 1) == date(2026, 10, 10)
    assert add_working_days(friday, 1, holidays=MADE_UP) == date(2026, 10, 12)
    assert add_working_days(friday, 1, extra_workdays=()) == date(2026, 10, 12)
    assert add_working_days(date(2026, 9, 30), 1, holidays=()) == date(2026, 10, 1)
    assert add_working_days(date(2026, 9, 30), 1, extra_workdays=[date(2026, 10, 3)]) == date(2026, 10, 3)


def test_no_days_is_the_start_itself_and_the_past_is_refused() -> None:
    sunday = date(2026, 6, 7)
    assert add_working_days(sunday, 0) == sunday
    assert add_working_days(sunday, 1) == date(2026, 6, 8)
    with pytest.raises(ValueError, match="forward"):
        add_working_days(sunday, -1)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 2, 14), True),
        (date(2026, 2, 16), False),
        (date(2026, 2, 28), True),
        (date(2026, 9, 20), True),
        (date(2026, 11, 2), True),
        (date(2026, 11, 7), False),
        (date(2025, 10, 8), False),
        (date(2025, 10, 11), True),
        (date(2025, 1, 1), False),
    ],
)
def test_the_notices_of_2025_and_2026_are_loaded(day: date, worked: bool) -> None:
    assert is_working_day(day) is worked


@pytest.mark.parametrize(("year", "off", "made_up"), [(2025, 28, 5), (2026, 33, 6)])
def test_each_notice_is_loaded_whole(year: int, off: int, made_up: int) -> None:
    table = read_workdays(WORKDAYS_FOLDER)
    assert len([day for day in table.holidays if day.year == year]) == off
    assert len([day for day in table.extra_workdays if day.year == year]) == made_up


def test_a_year_without_a_notice_counts_weekends_only_and_is_named() -> None:
    assert not year_is_loaded(2027)
    assert add_working_days(date(2026, 12, 31), 1) == date(2027, 1, 1)
    assert years_not_loaded(date(2025, 12, 1), date(2028, 1, 1)) == [2027, 2028]
    assert years_not_loaded(date(2025, 1, 1), date(2026, 12, 31)) == []


FILE = """
year = 2026
source = "a notice"
extra_workdays = [2026-01-04]
[[holiday]]
name = "元旦"
first = 2026-01-01
last = 2026-01-03
"""


@pytest.mark.parametrize(
    "fault",
    [
        ("2026-01-04", "2026-01-03"),  # a holiday that is worked
        ("2026-01-04", "2026-01-05"),  # a Monday needs no making up
        ("2026-01-04", "2027-01-03"),  # another year's day
        ("first = 2026-01-01", "first = 2025-12-31"),
        ('source = "a notice"', ""),
        ("year = 2026", "year = 2025"),
        ('source = "a notice"', 'source = "a notice"\nremark = "more"'),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(tmp_path: Path, fault: tuple[str, str]) -> None:
    (tmp_path / "2026.toml").write_text(FILE, encoding="utf-8")
    assert read_workdays(tmp_path).years == {2026}
    (tmp_path / "2026.toml").write_text(FILE.replace(*fault), encoding="utf-8")
    with pytest.raises(WorkdayFileBroken):
        read_workdays(tmp_path)
