"""Dates as people say them, with the exact moment kept in `<time datetime>`."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.dateformat import format as written
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from marketplace.common import clock


def say_day(value: date | datetime) -> str:
    """The day without its year while it is this year: "3 November", "3 November 2025"."""
    on = _day_of(value)
    if on.year == clock.today().year:
        return written(on, pgettext("day and month", "j F"))
    return written(on, pgettext("day, month and year", "j F Y"))


def say_moment(moment: datetime) -> str:
    """Day and time, or "today", "yesterday", "tomorrow" and time."""
    local = clock.local(moment)
    time = written(local, pgettext("time of day", "H:i"))
    distance = local.date() - clock.today()
    if distance == timedelta():
        return _("today %(time)s") % {"time": time}
    if distance == timedelta(days=-1):
        return _("yesterday %(time)s") % {"time": time}
    if distance == timedelta(days=1):
        return _("tomorrow %(time)s") % {"time": time}
    return _("%(day)s, %(time)s") % {"day": say_day(local), "time": time}


def say_kept(text: str) -> str:
    """A day, perhaps with its time, that a notice keeps as ISO text: never "today", for mail is read later."""
    kept = datetime.fromisoformat(text)
    if len(text) == len("2026-01-01"):
        return say_day(kept.date())
    return _("%(day)s, %(time)s") % {"day": say_day(kept.date()), "time": written(kept, pgettext("time of day", "H:i"))}


def say_month(value: date | datetime) -> str:
    """The month, with the year unless it is this year."""
    on = _day_of(value)
    if on.year == clock.today().year:
        return written(on, pgettext("month", "F"))
    return written(on, pgettext("month and year", "F Y"))


def say_due(value: date | datetime) -> str:
    """How many days are left, or how many have passed."""
    days = (_day_of(value) - clock.today()).days
    if days == 0:
        return _("due today")
    if days > 0:
        return ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}
    return ngettext("%(days)d day late", "%(days)d days late", -days) % {"days": -days}


def is_late(value: date | datetime) -> bool:
    """Whether the day has passed."""
    return _day_of(value) < clock.today()


def time_element(value: date | datetime, words: str, css_class: str = "") -> SafeString:
    """`<time>` with the exact value in Shanghai time; a moment also shows it on hovering."""
    exact = clock.local(value).isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat()
    if css_class:
        return format_html('<time datetime="{}" class="{}">{}</time>', exact, css_class, words)
    return format_html('<time datetime="{}">{}</time>', exact, words)


def _day_of(value: date | datetime) -> date:
    return clock.local(value).date() if isinstance(value, datetime) else value
