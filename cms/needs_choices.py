"""What a reader may choose on the list of needs: filters with counts, chips, orders, and districts to go to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.common.naming import language
from marketplace.common.places import districts, place_name
from marketplace.common.places.atlas import DISTRICT, TOWNSHIP, atlas
from marketplace.needs.ages import STAGES
from marketplace.needs.codes import AgeBand, name_of
from marketplace.needs.facets import Facets
from marketplace.needs.filters import NeedFilters
from marketplace.needs.states import NeedStatus

Item = dict[str, Any]

GROUPS: Final[dict[str, str | Promise]] = {
    "need_kind": gettext_lazy("Kind of help"),
    "aid_type": gettext_lazy("Aid type"),
    "urgency_band": gettext_lazy("Urgency"),
    "deadline_band": gettext_lazy("Needed"),
    "status": gettext_lazy("How far help has come"),
}
ORDERS: Final[dict[str, str | Promise]] = {
    "newest": gettext_lazy("newest release first"),
    "urgent": gettext_lazy("most urgent first"),
    "deadline": gettext_lazy("soonest needed first"),
}
CODE_LISTS: Final = {"family": "published_family", "health": "published_health"}
"""Columns whose code list has another name."""


def filter_groups(asked: NeedFilters, facets: Facets) -> list[Item]:
    """Districts first, then each column; a count that is withheld is None and not shown."""
    counted = [_column(name, legend, asked, facets.counts[name]) for name, legend in GROUPS.items()]
    return [_places(asked, facets), *counted]


def _column(name: str, legend: str | Promise, asked: NeedFilters, counts: Mapping[str, int | None]) -> Item:
    chosen = asked.codes.get(name, ())
    options = [
        {"value": code, "label": label_of(name, code), "checked": code in chosen, "count": counts[code]}
        for code in (NeedStatus.values if name == "status" else counts)
        if code and code in counts
    ]
    return {"legend": legend, "name": name, "type": "checkbox", "options": options}


def _places(asked: NeedFilters, facets: Facets) -> Item:
    whole = {"value": "", "label": _("the whole city"), "checked": not asked.place, "count": None}
    options = [
        {"value": cell["code"], "label": cell["name"], "checked": cell["current"], "count": cell["count"]}
        for cell in district_cells(asked, facets)
    ]
    return {"legend": _("District"), "name": "place", "type": "radio", "options": [whole, *options]}


def district_cells(asked: NeedFilters, facets: Facets, at: str = "") -> list[Item]:
    """The districts with how many needs are published for each, and the address of its list."""
    return [_area(district.code, asked, facets, at) for district in districts()]


def wide_areas(asked: NeedFilters, facets: Facets, at: str = "") -> list[Item]:
    """The groups of districts and the city, as needs published for no narrower place."""
    wider = [place.code for place in atlas().places.values() if place.level not in (TOWNSHIP, DISTRICT)]
    return [_area(code, asked, facets, at) for code in wider]


def _area(code: str, asked: NeedFilters, facets: Facets, at: str) -> Item:
    return {
        "code": code,
        "name": place_name(code, language()),
        "count": facets.counts["area"].get(code),
        "url": f"{at}?{replace(asked, place=code).address()}",
        "current": asked.place == code,
    }


def chips(asked: NeedFilters) -> Iterator[Item]:
    """What is asked, each with the address that takes it away."""
    if asked.words:
        yield _chip(asked.words, asked.without("q"))
    if asked.place:
        yield _chip(place_name(asked.place, language()), asked.without("place"))
    for name, codes in asked.codes.items():
        for code in codes:
            yield _chip(label_of(name, code), asked.without(name, code))


def _chip(label: str, left: NeedFilters) -> Item:
    return {"label": label, "remove_url": f"?{left.address()}"}


def orders(asked: NeedFilters) -> list[Item]:
    """The ways to sort, the present one marked."""
    return [
        {"label": label, "url": f"?{replace(asked, order=order).address()}", "current": asked.order == order}
        for order, label in ORDERS.items()
    ]


def without_words(asked: NeedFilters) -> list[tuple[str, str]]:
    """What a new search keeps: (name, value) of every other condition."""
    kept = [("place", asked.place)] if asked.place else []
    kept += [("order", asked.order)] if asked.order != "newest" else []
    return kept + [(name, code) for name, codes in asked.codes.items() for code in codes]


def page_address(asked: NeedFilters, number: str) -> str:
    """The same question and page; the first page goes without a number, so that it has one address."""
    address = asked.address()
    paged = urlencode({"page": number}) if number.isdecimal() and int(number) > 1 else ""
    joined = "&".join(part for part in (address, paged) if part)
    return f"?{joined}" if joined else ""


def label_of(name: str, code: str) -> str:
    """The name of a code in the reader's language."""
    if name == "status":
        return str(NeedStatus(code).label)
    if name == "age_band" and code in STAGES:
        return str(AgeBand(code).label)
    return name_of(CODE_LISTS.get(name, name), code)
