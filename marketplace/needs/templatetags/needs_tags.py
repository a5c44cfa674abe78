"""`{% load needs_tags %}`: what the codes of an export line are called, in the reader's language."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from marketplace.common.places import CITY, DISTRICT, ancestors, full_place_name, place_level
from marketplace.common.places import place_name as short_name
from marketplace.needs.ages import STAGES, bounds_of
from marketplace.needs.codes import AgeBand, name_of
from marketplace.needs.export import Line, export_line
from marketplace.needs.models import Need
from marketplace.needs.queries import reason_sentence, status_sentence
from marketplace.needs.states import Audience, NeedStatus

BUREAUS = (DISTRICT, CITY)
"""Levels that have a bureau of civil affairs."""

register = template.Library()
register.filter("status_sentence", status_sentence)
register.filter("reason_sentence", reason_sentence)


@register.filter
def shown_of(need: Need) -> Line:
    """All that a page may say about a need: its export line."""
    return export_line(need)


@register.filter
def named(code: str | None, code_list: str) -> str:
    """The name of a code: `{{ line.health|named:"published_health" }}`; nothing for a withheld value."""
    return name_of(code_list, code) if code else ""


@register.filter
def need_kind(code: str | None) -> str:
    """What kind of help."""
    return named(code, "need_kind")


@register.filter
def aid_type(code: str | None) -> str:
    """Which assistance the household receives or asks for."""
    return named(code, "aid_type")


@register.filter
def family(code: str | None) -> str:
    """The household's size or kind."""
    return named(code, "published_family")


@register.filter
def health(code: str | None) -> str:
    """What weighs on the household's health."""
    return named(code, "published_health")


@register.filter
def urgency(code: str | None) -> str:
    """How urgent."""
    return named(code, "urgency_band")


@register.filter
def quantity(code: str | None) -> str:
    """What it costs, as a band."""
    return named(code, "quantity_band")


@register.filter
def deadline(code: str | None) -> str:
    """By when, as a band."""
    return named(code, "deadline_band")


@register.filter
def age(band: str | None) -> str:
    """The age of the head of household: a stage of life by its name, other bands by their years."""
    if not band:
        return ""
    if band in STAGES:
        return str(AgeBand(band).label)
    low, high = bounds_of(band)
    return _("%(low)d to %(high)d years") % {"low": low, "high": high}


@register.filter
def place(code: str | None) -> str:
    """The published area, a township with its district."""
    return full_place_name(code, get_language() or "en") if code else ""


@register.filter
def verifier(code: str | None) -> str:
    """The bureau that answers for what is published for this area: the district's, or the city's for wider ones."""
    if not code:
        return ""
    area = next(each for each in (code, *ancestors(code)) if place_level(each) in BUREAUS)
    return _("Civil Affairs Bureau of %(place)s") % {"place": short_name(area, get_language() or "en")}


@register.filter
def first_of_month(month: str | None) -> date | None:
    """`2026-11` as a day, for filters that say months."""
    return date(int(month[:4]), int(month[5:]), 1) if month else None


@register.filter
def status(code: str) -> str:
    """The name of a status."""
    return str(NeedStatus(code).label)


@register.filter
def audience(code: str) -> str:
    """Who may see it."""
    return str(Audience(code).label)
