"""The weeks of the capacity calendar, from Monday to Sunday."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from marketplace.common import clock
from marketplace.common.rule_data import rule
from marketplace.offers.models import CapacityPeriod, Offer


@dataclass(frozen=True, slots=True)
class CalendarWeek:
    """One week with what was entered for it; `covering` is an older, longer period in which it lies."""

    monday: date
    sunday: date
    is_now: bool
    period: CapacityPeriod | None
    covering: CapacityPeriod | None


def mondays(today: date, count: int) -> list[date]:
    """The Monday of this week and of those that follow."""
    first = today - timedelta(days=today.weekday())
    return [first + timedelta(weeks=number) for number in range(count)]


def calendar_of(offer: Offer) -> list[CalendarWeek]:
    """The weeks that are shown and entered at once."""
    today, periods = clock.today(), list(offer.periods.all())
    count = int(rule("offers.calendar_weeks", on=today).value)
    return list(_weeks(mondays(today, count), periods, today))


def _weeks(starts: Iterable[date], periods: list[CapacityPeriod], today: date) -> Iterator[CalendarWeek]:
    for monday in starts:
        sunday = monday + timedelta(days=6)
        own = next((period for period in periods if period.starts_on == monday), None)
        other = next((p for p in periods if p is not own and p.starts_on <= sunday and p.ends_on >= monday), None)
        yield CalendarWeek(monday, sunday, monday <= today <= sunday, own, other)
