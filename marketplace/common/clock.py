"""The only clock: aware time, Shanghai days, and a demonstration day that a command may set for its process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
_offset: ContextVar[timedelta] = ContextVar("clock_offset", default=timedelta())


def now() -> datetime:
    """The aware moment, in UTC."""
    return datetime.now(UTC) + _offset.get()


def today() -> date:
    """The day in Shanghai."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    """The same moment as Shanghai shows it."""
    return moment.astimezone(SHANGHAI)


def set_demo_day(day: date, at: time = time(9, 0)) -> None:
    """Let this process believe that it is `day` in Shanghai; time goes on from there."""
    _offset.set(datetime.combine(day, at, SHANGHAI) - datetime.now(UTC))


@contextmanager
def freeze(moment: datetime) -> Iterator[None]:
    """Start the clock at `moment` inside the block."""
    token = _offset.set(moment - datetime.now(UTC))
    try:
        yield
    finally:
        _offset.reset(token)
