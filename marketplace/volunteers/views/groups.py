"""`/partner/volunteers/`: those whom our organisation records; whom it admits."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.accounts.signed_in import user_of
from marketplace.common.answers import attempt, posted
from marketplace.common.paging import turn_to_page
from marketplace.organisations.doors import for_partners
from marketplace.volunteers.actions import admit_volunteer, decline_volunteer, read_identity
from marketplace.volunteers.hours import hours_shown
from marketplace.volunteers.queries import hours_of, requests_of_host, volunteers_of
from marketplace.volunteers.rules import may_admit
from marketplace.volunteers.states import RequestStatus, VolunteerStatus

NOT_RECORDED = "GROUP_DECIDED"


@require_safe
@for_partners
@never_cache
def volunteer_list(request: HttpRequest) -> HttpResponse:
    """The volunteers whom the reader's organisations record: numbers and skills, never a name."""
    rows = volunteers_of(request.user).prefetch_related("skills").order_by("pk")
    status = request.GET.get("status", "")
    if status in VolunteerStatus.values:
        rows = rows.filter(status=status)
    context = {
        "page": turn_to_page(request, rows),
        "views": _views(status, volunteers_of(request.user).count()),
        "wishes": requests_of_host(request.user).filter(status=RequestStatus.ASKED).order_by("pk"),
    }
    return render(request, "volunteers/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_partners
@never_cache
def volunteer_page(request: HttpRequest, reference: str) -> HttpResponse:
    """One volunteer; the real name is shown when asked for, and that is logged."""
    volunteer = get_object_or_404(volunteers_of(request.user).prefetch_related("skills"), reference=reference)
    do, by = request.POST.get("do", ""), user_of(request)
    refused, status = forms.Form(posted(request)), 200
    if do == "read":
        status = attempt(refused, lambda: read_identity(by=by, volunteer=volunteer))
    elif do == "admit":
        status = attempt(refused, lambda: admit_volunteer(by=by, volunteer=volunteer))
    elif do == "decline":
        status = attempt(refused, lambda: decline_volunteer(by=by, volunteer=volunteer, because=NOT_RECORDED))
    elif request.method == "POST":
        raise Http404
    if do in ("admit", "decline") and not status:
        messages.success(request, _("Done. The volunteer has been told."))
        return redirect("partner_volunteer", reference=reference)
    context = {
        "volunteer": volunteer,
        "hours": hours_shown(hours_of(volunteer)),
        "shows_identity": do == "read" and not status,
        "is_new": volunteer.status == VolunteerStatus.APPLIED,
        "verdict": may_admit(request.user, volunteer),
        "wishes": requests_of_host(request.user).filter(volunteer=volunteer, status=RequestStatus.ASKED),
        "refused": refused,
        "crumbs": [(_("Our volunteers"), reverse("partner_volunteers"))],
    }
    return render(request, "volunteers/volunteer.html", context, status=status or 200)


def _views(status: str, total: int) -> list[dict[str, object]]:
    """Saved views by state."""
    everybody = {"label": _("All"), "url": "?", "count": total, "current": status not in VolunteerStatus.values}
    return [everybody] + [
        {"label": label, "url": f"?status={code}", "current": code == status} for code, label in VolunteerStatus.choices
    ]
