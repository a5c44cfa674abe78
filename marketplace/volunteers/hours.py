"""Time served: whole minutes, kept as they are and shown as hours; and the day until when it is recorded."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from marketplace.common.rule_data import rule
from marketplace.common.workdays import add_working_days

MINUTE: Final = timedelta(minutes=1)
TENTH: Final = Decimal("0.1")


def minutes_between(start: datetime, end: datetime) -> int:
    """Whole minutes, the begun one not counted; never below zero."""
    return max(0, (end - start) // MINUTE)


def minutes_inside(start: datetime, end: datetime, window: tuple[datetime, datetime]) -> int:
    """What of the time from start to end lies inside the window."""
    return minutes_between(max(start, window[0]), min(end, window[1]))


def minutes_served(present: int, travel: int) -> int:
    """Time on the way is not time given (民政部令第67号 Art.7): what was only travel counts nothing."""
    return max(0, present - travel)


def hours_shown(minutes: int) -> str:
    """One decimal, half up: 170 minutes are 2.8 hours."""
    return str((Decimal(minutes) / 60).quantize(TENTH, ROUND_HALF_UP))


def record_due(
    ended_on: date, *, holidays: Collection[date] | None = None, extra_workdays: Collection[date] | None = None
) -> date:
    """The last day to record what ended on this day (民政部令第67号 Art.11)."""
    days = int(rule("volunteer.record_working_days", on=ended_on).value)
    return add_working_days(ended_on, days, holidays=holidays, extra_workdays=extra_workdays)
