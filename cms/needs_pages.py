"""`/needs/`: what is needed, for everybody; partners also see why a need is suggested. Plain rows, not pages."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from donations.queries.pages import programmes_serving
from marketplace.common import clock
from marketplace.common.places import districts, place_name
from marketplace.common.rule_data import rule
from marketplace.common.trail import trail
from marketplace.needs.facets import Facets, facets_for
from marketplace.needs.filters import NeedFilters
from marketplace.needs.models import Need
from marketplace.needs.queries import find_needs, kind_of, needs_visible_to
from marketplace.needs.states import NeedStatus
from matching.queries import open_proposals_of, say_reasons

PER_PAGE = 20
GROUPS = ("need_kind", "aid_type", "urgency_band", "deadline_band")
STAGES = (NeedStatus.PUBLISHED, NeedStatus.MATCHED, NeedStatus.DELIVERING, NeedStatus.DELIVERED)


@require_GET
def needs_index(request: HttpRequest) -> HttpResponse:
    """Search, filters with counts, chips, pages; every answer has an address."""
    asked = NeedFilters.read(request.GET)
    facets = facets_for(kind_of(request.user), asked)
    found = find_needs(needs_visible_to(request.user), asked)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "asked": asked,
        "address": asked.address(),
        "page": page,
        "why": _reasons(request, page.object_list),
        "total": facets.total,
        "wider": facets.wider,
        "groups": _groups(asked, facets),
        "chips": list(_chips(asked)),
        "cells": _cells(asked, facets),
    }
    return render(request, "cms/needs/index.html", context)


@require_GET
def need_page(request: HttpRequest, reference: str) -> HttpResponse:
    """One need: what is public of it, how far help has come, how to help; never a button to give cash."""
    need = get_object_or_404(needs_visible_to(request.user), reference=reference)
    proposal = open_proposals_of(request.user).filter(need=need).first()
    context = {
        "need": need,
        "trail": _trail(need),
        "proposal": proposal,
        "why": say_reasons(proposal) if proposal else [],
        "programmes": programmes_serving(need.need_kind, need.aid_type)[:3],
    }
    return render(request, "cms/needs/detail.html", context)


def _reasons(request: HttpRequest, needs: Any) -> dict[int, list[str]]:
    """Why each need on the page is suggested to the reader's organisations."""
    proposals = open_proposals_of(request.user).filter(need__in=[need.pk for need in needs])
    return {proposal.need_id: say_reasons(proposal) for proposal in proposals}


def _groups(asked: NeedFilters, facets: Facets) -> list[dict[str, Any]]:
    legends = {
        "need_kind": _("Kind of help"),
        "aid_type": _("Aid type"),
        "urgency_band": _("Urgency"),
        "deadline_band": _("Needed"),
    }
    groups = [_places(asked, facets)]
    for name in GROUPS:
        chosen = asked.codes.get(name, ())
        options = [
            {"value": code, "label": _label(name, code), "checked": code in chosen, "count": _shown(count)}
            for code, count in facets.counts[name].items()
            if code
        ]
        groups.append({"legend": legends[name], "name": name, "type": "checkbox", "options": options})
    return groups


def _places(asked: NeedFilters, facets: Facets) -> dict[str, Any]:
    language = get_language() or "zh-hans"
    options = [{"value": "", "label": _("the whole city"), "checked": not asked.place, "count": None}]
    for district in districts():
        options.append(
            {
                "value": district.code,
                "label": place_name(district.code, language),
                "checked": asked.place == district.code,
                "count": _shown(facets.counts["area"].get(district.code)),
            }
        )
    return {"legend": _("District"), "name": "place", "type": "radio", "options": options}


def _cells(asked: NeedFilters, facets: Facets) -> list[dict[str, Any]]:
    language = get_language() or "zh-hans"
    return [
        {
            "code": district.code,
            "name": place_name(district.code, language),
            "count": _shown(facets.counts["area"].get(district.code)),
            "url": f"?place={district.code}",
            "current": asked.place == district.code,
        }
        for district in districts()
    ]


def _shown(count: int | None) -> int:
    """A withheld count is shown like the smallest: fewer than the threshold."""
    return 0 if count is None else count


def _chips(asked: NeedFilters) -> Any:
    """What is asked, each with the address that takes it away."""
    language = get_language() or "zh-hans"
    if asked.words:
        yield {"label": asked.words, "url": f"?{asked.without('q').address()}"}
    if asked.place:
        yield {"label": place_name(asked.place, language), "url": f"?{asked.without('place').address()}"}
    for name, codes in asked.codes.items():
        for code in codes:
            yield {"label": _label(name, code), "url": f"?{asked.without(name, code).address()}"}


def _label(name: str, code: str) -> str:
    return rule(f"codes.{name}", on=clock.today()).entry(code).label(get_language() or "zh-hans")


def _trail(need: Need) -> Any:
    labels = [_("Published"), _("Help agreed"), _("Help under way"), _("Delivered")]
    reached = STAGES.index(NeedStatus(need.status))
    return trail([(label, None) for label in labels], reached, finished=need.status == NeedStatus.DELIVERED)
