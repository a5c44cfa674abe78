"""The clock: one zone for days, one way to stop time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from threading import Thread

import pytest

from marketplace.common import clock

NEW_YEARS_EVE = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)  # half past midnight in the city


@pytest.fixture(autouse=True)
def real_time_afterwards() -> Iterator[None]:
    yield
    clock.set_demo_day(None)


def test_a_moment_is_aware_and_in_utc() -> None:
    assert clock.now().utcoffset() == timedelta(0)


def test_the_day_is_the_day_of_the_city() -> None:
    with clock.freeze(NEW_YEARS_EVE):
        assert clock.now() == NEW_YEARS_EVE
        assert clock.today() == date(2027, 1, 1)
        assert clock.local(clock.now()).hour == 0


def test_time_goes_on_after_the_block_even_when_it_fails() -> None:
    with pytest.raises(KeyError), clock.freeze(NEW_YEARS_EVE):
        raise KeyError
    assert clock.now() != NEW_YEARS_EVE


def test_a_frozen_moment_belongs_to_one_thread() -> None:
    seen: list[datetime] = []
    with clock.freeze(NEW_YEARS_EVE):
        other = Thread(target=lambda: seen.append(clock.now()))
        other.start()
        other.join()
    assert seen[0] != NEW_YEARS_EVE


def test_a_demonstration_day_holds_for_every_thread_and_goes_on() -> None:
    clock.set_demo_day(date(2026, 6, 1))
    days: list[date] = []
    other = Thread(target=lambda: days.append(clock.today()))
    other.start()
    other.join()
    assert days == [date(2026, 6, 1)]
    assert clock.local(clock.now()).hour == 9
    assert clock.now() <= clock.now()
    clock.set_demo_day(None)
    assert clock.today() != date(2026, 6, 1)


def test_days_ahead_keep_the_time_of_day() -> None:
    clock.set_days_ahead(-400)
    before, then, after = datetime.now(UTC), clock.now(), datetime.now(UTC)
    assert before <= then + timedelta(days=400) <= after


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        clock.local(datetime(2026, 1, 1))  # noqa: DTZ001 - the fault under test


def test_a_day_starts_at_midnight_of_the_city() -> None:
    assert clock.start_of(date(2027, 1, 1)) == datetime(2026, 12, 31, 16, 0, tzinfo=UTC)
