"""Open needs by area and kind, how long they wait, and for how many nobody was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from statistics import median
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.presentation.figures import is_small
from marketplace.accounts.models import Role
from marketplace.accounts.queries import CITY, Reader, places_of
from marketplace.common import clock
from marketplace.common.naming import code_choices, language
from marketplace.common.places import DISTRICT, districts, place_level, place_name, widen
from marketplace.needs.models import Need
from marketplace.needs.states import NeedStatus
from marketplace.operations.bureau.sheets import Cell, Sheet, counted, counted_alone
from matching.models import Proposal
from matching.policies import load_policy
from matching.states import ProposalStatus

WIDER = ("urban", "county", CITY)
BANDS = ("new", "weeks", "months")


def open_needs_of(reader: Reader) -> QuerySet[Need]:
    """Published needs that want a helper, in the reader's districts; city officers and auditors see all."""
    needs = Need.objects.filter(status=NeedStatus.PUBLISHED, live=True)
    places = places_of(reader, Role.OFFICER)
    if CITY in places or places_of(reader, Role.AUDITOR):
        return needs
    mine = Q(pk__in=[])
    for place in places:
        mine |= Q(place__startswith=place)
    return needs.filter(mine)


def open_by_area(reader: Reader) -> Sheet:
    """Rows: areas as published; columns: kinds."""
    kinds = code_choices("need_kind")
    cells: Counter[tuple[str, str]] = Counter(
        (area_of(place), kind) for place, kind in open_needs_of(reader).values_list("place", "need_kind")
    )
    rows = [
        [Cell(place_name(area, language())), *_counts(cells, area, [code for code, _name in kinds])]
        for area in _areas({area for area, _kind in cells})
    ]
    return Sheet(
        "open",
        gettext_lazy("Needs that are open"),
        gettext_lazy("Published needs that still want a helper, by the area they are published for and by kind."),
        [gettext_lazy("Area"), *(name for _code, name in kinds)],
        rows,
        clock.now(),
    )


def waiting_by_kind(reader: Reader) -> Sheet:
    """Rows: kinds; columns: how long since the release, and the middle of the days."""
    policy = load_policy()
    days: dict[str, list[int]] = {}
    for kind, released_at in open_needs_of(reader).values_list("need_kind", "released_at"):
        days.setdefault(kind, []).append((clock.now() - released_at).days if released_at else 0)
    names = dict(code_choices("need_kind"))
    return Sheet(
        "waits",
        gettext_lazy("How long they wait"),
        gettext_lazy("Open needs by the time since they were published; the median is withheld for few needs."),
        [gettext_lazy("Kind"), *map(_band_name, BANDS), gettext_lazy("Median days")],
        [[Cell(names[kind]), *_waits(days[kind], policy.waiting_band)] for kind in names if kind in days],
        clock.now(),
    )


def unmet_by_area(reader: Reader) -> Sheet:
    """Rows: areas; columns: open needs that nobody was asked about, and all open ones."""
    asked = Proposal.objects.filter(need=OuterRef("pk"), status=ProposalStatus.PROPOSED)
    needs = open_needs_of(reader).annotate(asked=Exists(asked))
    unasked, asked_count = Counter[str](), Counter[str]()
    for place, is_asked in needs.values_list("place", "asked"):
        (asked_count if is_asked else unasked)[area_of(place)] += 1
    return Sheet(
        "unmet",
        gettext_lazy("Needs without anybody in view"),
        gettext_lazy("Open needs for which no partner is being asked now, beside those for which one is."),
        [gettext_lazy("Area"), gettext_lazy("Nobody asked"), gettext_lazy("Somebody asked")],
        [
            [Cell(place_name(area, language())), *counted({"unasked": unasked[area], "asked": asked_count[area]})]
            for area in _areas(set(unasked) | set(asked_count))
        ],
        clock.now(),
    )


def area_of(place: str | None) -> str:
    """The district of a township; wider areas as they are."""
    if not place:
        return CITY
    return widen(place, DISTRICT) if place_level(place) < DISTRICT else place


def _areas(present: set[str]) -> Iterable[str]:
    return [code for code in (*(district.code for district in districts()), *WIDER) if code in present]


def _counts(cells: Counter[tuple[str, str]], area: str, kinds: list[str]) -> list[Cell]:
    there = reverse("needs")
    return [counted_alone(cells[area, kind], f"{there}?{urlencode(_question(area, kind))}") for kind in kinds]


def _question(area: str, kind: str) -> dict[str, str]:
    return {"place": area, "need_kind": kind, "status": NeedStatus.PUBLISHED}


def _waits(days: list[int], band_of: Any) -> list[Cell]:
    bands = Counter(band_of(each) for each in days)
    middle = Cell(None) if is_small(len(days)) else Cell(int(median(days)))
    return [*counted({band: bands[band] for band in BANDS}), middle]


def _band_name(band: str) -> str:
    starts = load_policy().waiting_days
    if band == "new":
        return _("under %(days)s days") % {"days": starts["weeks"]}
    return _("%(days)s days and more") % {"days": starts[band]}
