"""`/volunteering/`: what time is needed for, how to join, and what can be joined."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.accounts.models import User
from marketplace.accounts.signed_in import user_of
from marketplace.common import clock
from marketplace.common.answers import attempt, posted
from marketplace.common.naming import area_choices, code_choices, code_name
from marketplace.common.paging import turn_to_page
from marketplace.common.rule_data import rule
from marketplace.organisations.models import CapabilityKind
from marketplace.organisations.queries import organisations_with
from marketplace.volunteers.actions import sign_up, withdraw_sign_up
from marketplace.volunteers.forms.joining import KINDS_OF_TIME
from marketplace.volunteers.models import Activity, SignUp
from marketplace.volunteers.ports import open_demand
from marketplace.volunteers.queries import coming_activities, my_sign_ups, visible_activities, volunteer_of
from marketplace.volunteers.rules import may_sign_up
from marketplace.volunteers.states import TAKES_PART, ActivityStatus

NEEDS = "/needs/"
"""The list of needs belongs to the front of the site, above this package."""


@require_safe
def volunteering(request: HttpRequest) -> HttpResponse:
    """What is needed now, as counts (small ones suppressed by the page), how to join, and the groups that record."""
    counts = open_demand().by_kind()
    groups = organisations_with(CapabilityKind.VOLUNTEER_GROUP).order_by("name")
    context = {
        "wanted": [
            (code_name("need_kind", kind), counts.get(kind, 0), f"{NEEDS}?kind={kind}") for kind in KINDS_OF_TIME
        ],
        "page": turn_to_page(request, groups),
        "adult_age": int(rule("volunteer.guardian_age", on=clock.today()).value),
        "now": clock.now(),
        "coming": coming_activities()[:3],
        "volunteer": volunteer_of(request.user),
    }
    return render(request, "volunteers/volunteering.html", context)


@require_safe
def activity_list(request: HttpRequest) -> HttpResponse:
    """What can be joined, the soonest first, by district and kind of service."""
    district, category = request.GET.get("district", ""), request.GET.get("category", "")
    context = {
        "page": turn_to_page(request, coming_activities(district=district, category=category)),
        "areas": area_choices(),
        "categories": code_choices("service_category"),
        "district": district,
        "category": category,
        "crumbs": [(_("Volunteering"), reverse("volunteering"))],
    }
    return render(request, "volunteers/activity_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def activity_page(request: HttpRequest, reference: str) -> HttpResponse:
    """One activity; here a volunteer signs up and withdraws."""
    activity = get_object_or_404(visible_activities(), reference=reference)
    refused, status = forms.Form(posted(request)), 200
    mine = my_sign_ups(request.user).filter(activity=activity).first()
    if request.method == "POST":
        if not isinstance(request.user, User):
            return redirect(f"{reverse('account_login')}?next={request.path}")
        status = attempt(refused, lambda: _move(request, activity, mine))
        if not status:
            messages.success(request, _("Done. You find it under “My service”."))
            return redirect("activity", reference=reference)
    volunteer = volunteer_of(request.user)
    comes = mine is not None and mine.status in TAKES_PART
    context = {
        "activity": activity,
        "places": max(0, activity.capacity - activity.sign_ups.filter(status__in=TAKES_PART).count()),
        "mine": mine if comes else None,
        "volunteer": volunteer,
        "verdict": may_sign_up(volunteer, activity) if volunteer and not comes else None,
        "is_open": activity.status == ActivityStatus.PUBLISHED and activity.starts_at > clock.now(),
        "refused": refused,
        "crumbs": [(_("Volunteering"), reverse("volunteering")), (_("Activities"), reverse("activities"))],
    }
    return render(request, "volunteers/activity.html", context, status=status)


def _move(request: HttpRequest, activity: Activity, mine: SignUp | None) -> None:
    if request.POST.get("do") == "withdraw" and mine is not None:
        withdraw_sign_up(by=user_of(request), sign_up=mine)
    else:
        sign_up(by=user_of(request), activity=activity)
