"""`/giving/`: for officers, how each programme may be given to, why not more, and which reports are overdue."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from donations.queries.emergencies import programmes_in_use, watched
from marketplace.common.paging import turn_to_page
from marketplace.organisations.doors import for_officers


@require_safe
@for_officers
@never_cache
def giving_watch(request: HttpRequest) -> HttpResponse:
    """Every programme that is filed or open, emergencies first."""
    page = turn_to_page(request, programmes_in_use())
    return render(request, "donations/watch.html", {"page": page, "rows": list(watched(page.rows))})


@require_safe
@for_officers
@never_cache
def giving_watch_one(request: HttpRequest, reference: str) -> HttpResponse:
    """The checks of one programme, as its charity sees them."""
    programme = get_object_or_404(programmes_in_use(), reference=reference)
    [row] = watched([programme])
    context = {
        "programme": programme,
        "decision": row.decision,
        "report_clock": row.report,
        "filing_deadline": row.file_until,
        "crumbs": [(_("Giving"), reverse("giving_watch"))],
    }
    return render(request, "donations/watch_one.html", context)
