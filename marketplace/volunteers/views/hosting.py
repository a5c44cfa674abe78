"""`/partner/activities/`: what we call volunteers for, who comes, the code to check in, and what is recorded."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.accounts.signed_in import user_of
from marketplace.common.answers import attempt, posted
from marketplace.common.naming import said
from marketplace.common.paging import turn_to_page
from marketplace.common.workdays import years_not_loaded
from marketplace.organisations.doors import for_partners
from marketplace.organisations.queries import organisations_of
from marketplace.volunteers.actions import cancel_activity, draft_activity, publish_activity, revise_activity
from marketplace.volunteers.check_codes import link_code, shown_until, typed_code
from marketplace.volunteers.forms.activities import ActivityForm, values_of
from marketplace.volunteers.models import Activity
from marketplace.volunteers.queries import activities_of, sign_ups_of_host
from marketplace.volunteers.states import ACTIVITY_LIFECYCLE, HELD, ActivityStatus, SignUpStatus

MOVES = {"publish": (publish_activity, lazy("Publish")), "cancel": (cancel_activity, lazy("Cancel the activity"))}


@require_safe
@for_partners
@never_cache
def activity_list(request: HttpRequest) -> HttpResponse:
    """Our activities, those to be recorded marked with their day."""
    rows, status = activities_of(request.user), request.GET.get("status", "")
    if status in ActivityStatus.values:
        rows = rows.filter(status=status)
    views = [{"label": _("All"), "url": "?", "current": status not in ActivityStatus.values}]
    views += [
        {"label": label, "url": f"?status={code}", "current": code == status} for code, label in ActivityStatus.choices
    ]
    return render(request, "volunteers/host_activities.html", {"page": turn_to_page(request, rows), "views": views})


@require_http_methods(["GET", "HEAD", "POST"])
@for_partners
@never_cache
def new_activity(request: HttpRequest) -> HttpResponse:
    """Write an activity down."""
    form, status = ActivityForm(posted(request), organisations=organisations_of(request.user)), 200
    made: list[Activity] = []
    if request.method == "POST":
        status = attempt(form, lambda: made.append(draft_activity(by=user_of(request), **form.cleaned_data)))
        if not status:
            messages.success(request, _("Written down. Publish it when it is ready."))
            return redirect("partner_activity", reference=made[0].reference)
    context = {"form": form, "crumbs": [(_("Activities"), reverse("partner_activities"))]}
    return render(request, "volunteers/activity_form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_partners
@never_cache
def edit_activity(request: HttpRequest, reference: str) -> HttpResponse:
    """Change a draft."""
    activity = _of_host(request, reference)
    form = ActivityForm(posted(request), organisations=organisations_of(request.user), initial=values_of(activity))
    status = 200
    if request.method == "POST":
        status = attempt(form, lambda: revise_activity(by=user_of(request), activity=activity, **form.cleaned_data))
        if not status:
            messages.success(request, _("Saved."))
            return redirect("partner_activity", reference=reference)
    context = {"form": form, "activity": activity, "crumbs": _crumbs(activity)}
    return render(request, "volunteers/activity_form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_partners
@never_cache
def activity_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Who comes, who came, and what is recorded of it."""
    activity, move = _of_host(request, reference), request.POST.get("move", "")
    refused, status = forms.Form(posted(request)), 200
    if request.method == "POST":
        if move not in MOVES:
            raise Http404
        status = attempt(refused, lambda: MOVES[move][0](by=user_of(request), activity=activity))
        if not status:
            messages.success(request, _("Done."))
            return redirect("partner_activity", reference=reference)
    return render(request, "volunteers/host_activity.html", _context(request, activity, refused), status=status)


def _context(request: HttpRequest, activity: Activity, refused: forms.Form) -> dict[str, Any]:
    rows = sign_ups_of_host(request.user).filter(activity=activity).exclude(status=SignUpStatus.WITHDRAWN)
    due = activity.record_due_on
    return {
        "activity": activity,
        "rows": [(row, _in_force(row)) for row in rows.prefetch_related("records").order_by("pk")],
        "due": due,
        "unknown_years": years_not_loaded(activity.ends_at.date(), due),
        "is_held": activity.status in HELD,
        "to_record": activity.status == ActivityStatus.ENDED,
        "moves": [(verb, MOVES[verb][1]) for verb in MOVES if ACTIVITY_LIFECYCLE.may(activity, verb)],
        "refused": refused,
        "crumbs": [(_("Activities"), reverse("partner_activities"))],
    }


def _in_force(row: Any) -> Any:
    return next((record for record in row.records.all() if record.status == "in_force"), None)


@require_safe
@for_partners
@never_cache
def code_page(request: HttpRequest, reference: str) -> HttpResponse:
    """The code of this minute, to be shown at the entrance; showing the page again shows a new one."""
    activity = _of_host(request, reference)
    if activity.status not in HELD:
        raise Http404
    path = reverse("check", args=[activity.reference, link_code(activity)])
    context = {
        "activity": activity,
        "link": settings.BASE_URL + path,
        "digits": typed_code(activity),
        "until": shown_until(),
        "crumbs": _crumbs(activity),
    }
    return render(request, "volunteers/code.html", context)


def _of_host(request: HttpRequest, reference: str) -> Activity:
    return get_object_or_404(activities_of(request.user), reference=reference)


def _crumbs(activity: Activity) -> list[tuple[str, str]]:
    page = reverse("partner_activity", args=[activity.reference])
    return [(_("Activities"), reverse("partner_activities")), (said(activity, "title"), page)]
