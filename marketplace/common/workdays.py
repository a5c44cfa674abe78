"""Working days by the State Council's yearly notice, loaded from `data/workdays/<year>.toml`, one file a year.

A year without a file counts weekends only; whoever shows such a date says so (`years_not_loaded`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

from marketplace.common.verdict import DomainError

WORKDAYS_FOLDER: Final = Path(__file__).parent / "data" / "workdays"
SATURDAY: Final = 5
ONE_DAY: Final = timedelta(days=1)


class WorkdayFileBroken(DomainError):
    """A holiday file contradicts itself; the message names the file and the fault."""

    code = "WORKDAY_FILE_BROKEN"


@dataclass(frozen=True, slots=True)
class WorkdayTable:
    """Days off in addition to weekends, and weekend days that are worked; no day is both."""

    years: frozenset[int] = frozenset()
    holidays: frozenset[date] = frozenset()
    extra_workdays: frozenset[date] = frozenset()

    def works_on(self, day: date) -> bool:
        """Made-up days are worked, holidays are not, else Monday to Friday."""
        if day in self.extra_workdays:
            return True
        return day not in self.holidays and day.weekday() < SATURDAY


def read_workdays(folder: Path) -> WorkdayTable:
    """All years of a folder in one table; raises `WorkdayFileBroken`."""
    years = [_read_year(file) for file in sorted(folder.glob("*.toml"))]
    return WorkdayTable(
        frozenset(year for table in years for year in table.years),
        frozenset(day for table in years for day in table.holidays),
        frozenset(day for table in years for day in table.extra_workdays),
    )


def _read_year(file: Path) -> WorkdayTable:
    document = tomllib.loads(file.read_text(encoding="utf-8"))
    year = int(document.get("year", 0))
    if set(document) != {"year", "source", "extra_workdays", "holiday"} or f"{year}.toml" != file.name:
        raise WorkdayFileBroken(f"{file.name}: holds year, source, extra_workdays and [[holiday]] of that year")
    holidays = frozenset(day for holiday in document["holiday"] for day in _days_of(holiday))
    worked = frozenset(document["extra_workdays"])
    if not all(type(day) is date and day.year == year for day in holidays | worked):
        raise WorkdayFileBroken(f"{file.name}: every day is a day of {year}")
    if holidays & worked or any(day.weekday() < SATURDAY for day in worked):
        raise WorkdayFileBroken(f"{file.name}: a made-up working day is a weekend day and no holiday")
    return WorkdayTable(frozenset({year}), holidays, worked)


def _days_of(holiday: dict[str, Any]) -> Iterator[date]:
    day = holiday["first"]
    while day <= holiday["last"]:
        yield day
        day += ONE_DAY


@cache
def _loaded() -> WorkdayTable:
    return read_workdays(WORKDAYS_FOLDER)


def year_is_loaded(year: int) -> bool:
    """Whether the notice of that year is in the table."""
    return year in _loaded().years


def years_not_loaded(start: date, end: date) -> list[int]:
    """The years from start to end whose holidays are unknown: the interface names them beside the date."""
    return [year for year in range(start.year, end.year + 1) if not year_is_loaded(year)]


def is_working_day(day: date) -> bool:
    """By the loaded table; in a year that is not loaded, Monday to Friday."""
    return _loaded().works_on(day)


def add_working_days(
    start: date,
    days: int,
    *,
    holidays: Collection[date] | None = None,
    extra_workdays: Collection[date] | None = None,
) -> date:
    """The day on which the given number of working days has passed; start is not counted, 0 is start itself.

    None takes the loaded table; days given by the caller outweigh the table. A negative number is refused.
    """
    if days < 0:
        raise ValueError("working days are counted forward")
    table = _table_with(holidays, extra_workdays)
    day = start
    while days:
        day += ONE_DAY
        days -= table.works_on(day)
    return day


def _table_with(holidays: Collection[date] | None, extra_workdays: Collection[date] | None) -> WorkdayTable:
    loaded = _loaded()
    off = loaded.holidays if holidays is None else frozenset(holidays)
    worked = loaded.extra_workdays if extra_workdays is None else frozenset(extra_workdays)
    if extra_workdays is None:
        worked -= off
    return WorkdayTable(loaded.years, off, worked)
