"""The dates of a person's work as an iCalendar feed (RFC 5545): what is due when, and nothing confidential."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from django.conf import settings as site
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from marketplace.common import clock
from marketplace.notifications.models import WorkItem
from marketplace.notifications.wording import say

PRODUCT = "-//Zhulin//Work//ZH"


def calendar_of(work: Iterable[WorkItem]) -> bytes:
    """One event for each piece of work that has a date: of a whole day, or of the hours that were agreed."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Work at Zhulin"))
    for item in work:
        if item.due_at is not None:
            calendar.add_component(_event(item))
    return bytes(calendar.to_ical())


def _event(item: WorkItem) -> Event:
    said = say(item.kind, item.params)
    event = Event()
    event.add("uid", f"{item.reference}@zhulin")
    event.add("dtstamp", item.created_at)
    _add_time(event, item)
    event.add("summary", said.what)
    if said.otherwise:
        event.add("description", said.otherwise)
    event.add("url", site.BASE_URL + item.url)
    return event


def _add_time(event: Event, item: WorkItem) -> None:
    """Work whose parameters name `starts` and `ends` takes those hours; any other is due on a day."""
    starts, ends = item.params.get("starts"), item.params.get("ends")
    if starts and ends:
        event.add("dtstart", datetime.fromisoformat(starts).astimezone(UTC))
        event.add("dtend", datetime.fromisoformat(ends).astimezone(UTC))
    elif item.due_at is not None:
        event.add("dtstart", clock.local(item.due_at).date())
