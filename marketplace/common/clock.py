"""The only clock: aware moments in UTC, days of Asia/Shanghai, and a day that a demonstration or a test may set."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

CITY_ZONE: Final = ZoneInfo("Asia/Shanghai")
DEMO_DAY_STARTS: Final = time(9, 0)

_frozen: ContextVar[datetime | None] = ContextVar("frozen_moment", default=None)
_offset = timedelta(0)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _frozen.get() or datetime.now(UTC) + _offset


def as_set(moment: datetime) -> datetime:
    """What another clock says, moved as a demonstration or a test has set the time here."""
    return _frozen.get() or moment + _offset


def today() -> date:
    """The calendar day in the city."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    """The same moment on the city's clocks; a moment without a zone is refused with ValueError."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(CITY_ZONE)


def start_of(day: date) -> datetime:
    """The first moment of a day in the city."""
    return datetime.combine(day, time.min, tzinfo=CITY_ZONE).astimezone(UTC)


@contextmanager
def freeze(moment: datetime) -> Iterator[None]:
    """Within the block, and in this thread or task only, `now()` is `moment`."""
    token = _frozen.set(local(moment).astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)


def set_demo_day(day: date | None) -> None:
    """For the whole process: it is nine in the morning of that day, and time goes on from there; None ends it."""
    global _offset
    if day is None:
        _offset = timedelta(0)
        return
    _offset = datetime.combine(day, DEMO_DAY_STARTS, tzinfo=CITY_ZONE) - datetime.now(UTC)


def set_days_ahead(days: float) -> None:
    """For the whole process: so many days later (earlier if negative), at the true time of day unless it is a part."""
    global _offset
    _offset = timedelta(days=days)
