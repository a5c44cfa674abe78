"""`/volunteering/`: what time is needed for and how to join; `/partner/volunteers/`: those whom we record."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from marketplace.common import clock
from marketplace.common.naming import code_name
from marketplace.common.paging import turn_to_page
from marketplace.common.rule_data import rule
from marketplace.organisations.doors import for_partners
from marketplace.organisations.models import CapabilityKind
from marketplace.organisations.queries import organisations_with
from marketplace.volunteers.ports import open_demand
from marketplace.volunteers.queries import volunteers_of
from marketplace.volunteers.states import VolunteerStatus

NEEDS = "/needs/"
"""The list of needs belongs to the front of the site, above this package."""
KINDS_OF_TIME = ("service", "pairing", "micro_wish")
"""Kinds of help that a volunteer can give (domain.md §3: never money, never goods for sale)."""


@require_safe
def volunteering(request: HttpRequest) -> HttpResponse:
    """What is needed now, as counts (small ones suppressed by the page), how to join, and the groups that record."""
    counts = open_demand().by_kind()
    groups = organisations_with(CapabilityKind.VOLUNTEER_GROUP).order_by("name")
    context = {
        "wanted": [
            (code_name("need_kind", kind), counts.get(kind, 0), f"/needs/?kind={kind}") for kind in KINDS_OF_TIME
        ],
        "page": turn_to_page(request, groups),
        "adult_age": int(rule("anonymity.minor_age", on=clock.today()).value),
        "now": clock.now(),
    }
    return render(request, "volunteers/volunteering.html", context)


@require_safe
@for_partners
@never_cache
def volunteer_list(request: HttpRequest) -> HttpResponse:
    """The volunteers whom the reader's organisations record: numbers and skills, never a name."""
    rows = volunteers_of(request.user).prefetch_related("skills").order_by("pk")
    status = request.GET.get("status", "")
    if status in VolunteerStatus.values:
        rows = rows.filter(status=status)
    context = {"page": turn_to_page(request, rows), "views": _views(status, volunteers_of(request.user).count())}
    return render(request, "volunteers/list.html", context)


def _views(status: str, total: int) -> list[dict[str, object]]:
    """Saved views by state."""
    everybody = {"label": _("All"), "url": "?", "count": total, "current": status not in VolunteerStatus.values}
    return [everybody] + [
        {"label": label, "url": f"?status={code}", "current": code == status} for code, label in VolunteerStatus.choices
    ]
