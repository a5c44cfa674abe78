"""`/`: the front page of a site whose editors have not made one yet: the newest needs, programmes, and the doors."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from donations.queries import open_programmes, programme_figures
from marketplace.needs.facets import facets_for
from marketplace.needs.filters import NeedFilters
from marketplace.needs.queries import kind_of, needs_visible_to


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Three needs, three programmes, the number of open needs."""
    programmes = [{"programme": p, "figures": programme_figures(p)} for p in open_programmes()[:3]]
    context = {
        "needs": needs_visible_to(request.user)[:3],
        "total": facets_for(kind_of(request.user), NeedFilters()).total,
        "programmes": programmes,
    }
    return render(request, "cms/home.html", context)
