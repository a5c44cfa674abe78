"""`{% load zhulin %}`: the template side of `cms.presentation`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from cms.presentation import dates, figures, menu
from cms.presentation.district_map import TileMap
from cms.presentation.district_map import district_tiles as lay_out
from cms.presentation.form_errors import ErrorLine
from cms.presentation.form_errors import error_lines as collect
from cms.presentation.qr import QrCode
from cms.presentation.qr import qr_code as draw
from cms.presentation.request_id import reference_of_this_request
from cms.reports.subjects import REPORTABLE
from marketplace.common.places import full_place_name, place_name

register = template.Library()


@register.filter
def when(value: date | datetime | str | None) -> SafeString | str:
    """Day and time as people say them; text passes through."""
    if isinstance(value, datetime):
        return dates.time_element(value, dates.say_moment(value))
    return day(value)


@register.filter
def day(value: date | datetime | str | None) -> SafeString | str:
    """The day as people say it; text passes through, nothing shows nothing."""
    if not isinstance(value, date):
        return value or ""
    return dates.time_element(value, dates.say_day(value))


@register.filter
def in_words(text: str) -> str:
    """The day that a notice keeps as text, without markup."""
    return dates.say_kept(text)


@register.filter
def month(value: date | datetime | str | None) -> str:
    """The month as people say it; text passes through, nothing shows nothing."""
    return dates.say_month(value) if isinstance(value, date) else value or ""


@register.filter
def days_left(value: date | datetime) -> SafeString:
    """How long there still is, or how late it has become."""
    return dates.time_element(value, dates.say_due(value), "late" if dates.is_late(value) else "")


@register.filter
def money(fen: int | None) -> SafeString | str:
    """Fen as an amount with its unit; nothing shows nothing."""
    return figures.amount_element(fen) if isinstance(fen, int) else ""


@register.filter
def money_text(fen: int) -> str:
    """The amount without markup, for attributes and titles."""
    return figures.say_amount(fen)


@register.filter
def small(count: int | str | None) -> str:
    """A count of people, suppressed below the threshold; text passes through, nothing shows nothing."""
    return figures.say_count(count) if isinstance(count, int) else count or ""


@register.filter
def place(code: str | None) -> str:
    """The short name of an area by its code; nothing shows nothing."""
    return place_name(code, get_language() or "zh-hans") if code else ""


@register.filter
def place_in_full(code: str | None) -> str:
    """A township with its district; wider areas as they are; nothing shows nothing."""
    return full_place_name(code, get_language() or "zh-hans") if code else ""


@register.simple_tag
def money_left(raised: int | str, goal: int) -> SafeString:
    """What is still missing, never below zero."""
    return figures.amount_element(max(0, goal - int(raised or 0)))


@register.simple_tag(takes_context=True)
def main_menu(context: Context) -> list[menu.MenuItem]:
    """The five doors of the site; a page rendered without a request marks none."""
    return menu.main_menu(getattr(context.get("request"), "path", ""))


@register.simple_tag
def door(name: str) -> str:
    """The address of one of the site's doors; `KeyError` for a name that is none."""
    return menu.ADDRESSES[name]


@register.simple_tag(takes_context=True)
def report_address(context: Context) -> str:
    """Where this page is reported; the address of a page that is not public is not repeated."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    if request is None or match is None or match.url_name not in REPORTABLE:
        return menu.ADDRESSES["report"]
    return f"{reverse('report')}?{urlencode({'page': request.path})}"


@register.simple_tag
def about_menu() -> list[menu.MenuItem]:
    """The links at the foot of a page."""
    return menu.about_menu()


@register.simple_tag
def error_lines(form: Any = None, forms: Iterable[Any] = (), errors: Iterable[Any] = ()) -> list[ErrorLine]:
    """Everything wrong with these forms, each with its target."""
    return collect(form, forms, errors)


@register.simple_tag
def qr_code(text: str) -> QrCode:
    """Size and path of a QR code."""
    return draw(text)


@register.simple_tag
def district_tiles(cells: Iterable[Any]) -> TileMap:
    """Cells of districts laid out as a honeycomb."""
    return lay_out(cells)


@register.simple_tag
def reference_id() -> str:
    """What a reader may quote so that we find this request in the logs; empty outside a request."""
    return reference_of_this_request()
