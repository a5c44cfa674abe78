"""`/needs/`: what is needed, for everybody; partners also see why a need is suggested. Plain rows, not pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cms.needs_choices import chips, district_cells, filter_groups, orders, page_address, wide_areas, without_words
from donations.queries.giving import giving_options
from marketplace.common import clock
from marketplace.common.paging import Turned, turn_to_page
from marketplace.common.trail import Stage, trail
from marketplace.common.verdict import Sentence
from marketplace.needs.export import export_line
from marketplace.needs.facets import facets_for
from marketplace.needs.filters import NeedFilters
from marketplace.needs.models import Need
from marketplace.needs.queries import find_needs, kind_of, needs_ended_for, needs_shown_to, needs_visible_to
from marketplace.needs.states import Audience, NeedStatus
from marketplace.publications.queries import words_on
from marketplace.publications.states import Kind
from matching.queries import open_proposals_of, say_reasons

STAGES: Final[dict[NeedStatus, Sentence]] = {
    NeedStatus.PUBLISHED: gettext_lazy("Published"),
    NeedStatus.MATCHED: gettext_lazy("Help agreed"),
    NeedStatus.DELIVERING: gettext_lazy("Help under way"),
    NeedStatus.DELIVERED: gettext_lazy("Delivered"),
}
FEW_PROGRAMMES: Final = 3


@require_safe
def needs_index(request: HttpRequest) -> HttpResponse:
    """Search, filters with counts, chips, pages; every answer has an address."""
    asked, kind = NeedFilters.read(request.GET), kind_of(request.user)
    facets = facets_for(kind, asked)
    page = turn_to_page(request, find_needs(needs_shown_to(kind), asked))
    context = {
        "asked": asked,
        "kept": without_words(asked),
        "page": page,
        "cards": cards(request, page),
        "total": facets.total,
        "groups": filter_groups(asked, facets),
        "chips": list(chips(asked)),
        "orders": orders(asked),
        "map_url": f"{reverse('needs_map')}?{asked.without('place').address()}",
        **_shared(reverse("needs") + page_address(asked, request.GET.get("page", "")), _("Needs")),
    }
    return render(request, "cms/needs/index.html", context)


@require_safe
def needs_map(request: HttpRequest) -> HttpResponse:
    """The same question answered by district, as a drawing and as a list."""
    asked = NeedFilters.read(request.GET).without("place")
    facets = facets_for(kind_of(request.user), asked)
    there = reverse("needs")
    context = {
        "cells": district_cells(asked, facets, there),
        "wide": wide_areas(asked, facets, there),
        "chips": list(chips(asked)),
        "list_url": f"{there}?{asked.address()}",
        "crumbs": [(_("Needs"), there)],
        **_shared(reverse("needs_map"), _("Needs by district")),
    }
    return render(request, "cms/needs/map.html", context)


@require_safe
def need_page(request: HttpRequest, reference: str) -> HttpResponse:
    """One need: what is public of it, how far help has come, how to help; never a button to give cash.

    One that the reader could see and that has ended says so, without why: that was never public.
    """
    if needs_ended_for(request.user).filter(reference=reference).exists():
        return render(request, "410.html", status=410)
    need = get_object_or_404(needs_visible_to(request.user), reference=reference)
    line = export_line(need)
    proposal = open_proposals_of(request.user).filter(need=need).first()
    context = {
        "line": line,
        "only": need.audience == Audience.PARTNERS,
        "is_partner": kind_of(request.user) == "partner",
        "trail": need_trail(need),
        "proposal": proposal,
        "why": say_reasons(proposal) if proposal else [],
        "options": giving_options(need.need_kind, need.aid_type, _published_place(line), most=FEW_PROGRAMMES),
        "year": clock.today().year,
        "said": words_on([Kind.NEED_UPDATE, Kind.THANKS], [reference]),
        "crumbs": [(_("Needs"), reverse("needs"))],
        **_shared(reverse("need", args=[reference]), need.title, need.text),
    }
    return render(request, "cms/needs/detail.html", context)


def cards(request: HttpRequest, page: Turned[Need]) -> list[dict[str, Any]]:
    """For each need of the page its export line, why it is suggested to the reader, and how wide its place is."""
    reasons = _reasons(request, page.rows)
    return [
        {
            "line": export_line(need),
            "reasons": reasons.get(need.pk, []),
            "wider": getattr(need, "is_wider", False),
            "only": need.audience == Audience.PARTNERS,
        }
        for need in page.rows
    ]


def need_trail(need: Need) -> list[Stage]:
    """How far help has come, without days: an export line has none."""
    reached = list(STAGES).index(NeedStatus(need.status))
    finished = need.status == NeedStatus.DELIVERED
    return trail([(label, None) for label in STAGES.values()], reached, finished=finished)


def _published_place(line: dict[str, Any]) -> str:
    return str(line["place"] or "")


def _reasons(request: HttpRequest, needs: Iterable[Need]) -> dict[int, list[str]]:
    """Why each need is suggested to the reader's organisations; nothing is asked for readers without an account."""
    if not request.user.is_authenticated:
        return {}
    proposals = open_proposals_of(request.user).filter(need__in=[need.pk for need in needs])
    return {proposal.need_id: say_reasons(proposal) for proposal in proposals}


def _shared(path: str, title: str, words: str = "") -> dict[str, str]:
    """What `cms/_shared.html` says of the page."""
    return {"canonical": f"{settings.BASE_URL}{path}", "shared_title": title, "shared_words": words}
