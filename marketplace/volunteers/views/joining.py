"""`/volunteering/join/` and `/my-service/profile/`: becoming a volunteer, and keeping one's profile."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace.accounts.models import User
from marketplace.accounts.signed_in import user_of
from marketplace.common import clock
from marketplace.common.answers import attempt, posted
from marketplace.volunteers.actions import (
    join,
    leave,
    record_guardian,
    rest,
    return_to_service,
    revise_profile,
    set_availability,
)
from marketplace.volunteers.actions.joining import Identity
from marketplace.volunteers.forms.joining import GuardianForm, JoinForm, ProfileForm, values_of
from marketplace.volunteers.models import Volunteer
from marketplace.volunteers.queries import volunteer_of
from marketplace.volunteers.rules import is_minor
from marketplace.volunteers.states import VOLUNTEER_LIFECYCLE, VolunteerStatus

GUARDIAN = "guardian"
MOVES = {"rest": rest, "return": return_to_service, "leave": leave}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def join_page(request: HttpRequest) -> HttpResponse:
    """Ask a group to record you; who has joined already finds their own page."""
    known = volunteer_of(request.user)
    if known is not None and known.status not in (VolunteerStatus.DECLINED, VolunteerStatus.LEFT):
        return redirect("my_service")
    form, status = JoinForm(posted(request)), 200
    if request.method == "POST":
        status = attempt(form, lambda: _join(user_of(request), form))
        if not status:
            messages.success(request, _("Sent to the group. It checks who you are and answers within a few days."))
            return redirect("my_service")
    crumbs = [(_("Volunteering"), reverse("volunteering"))]
    return render(request, "volunteers/join.html", {"form": form, "crumbs": crumbs}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def profile(request: HttpRequest) -> HttpResponse:
    """Skills, areas, languages, time; here one rests, returns and leaves too."""
    volunteer, move = _own(request), request.POST.get("move", "")
    if move and move not in (*MOVES, GUARDIAN):
        raise Http404
    form = ProfileForm(None if move else posted(request), initial=values_of(volunteer))
    refused, status = forms.Form(posted(request)), 200
    about = {name: getattr(volunteer, name) for name in GuardianForm.base_fields}
    guardian = GuardianForm(request.POST if move == GUARDIAN else None, initial=about)
    if move == GUARDIAN:
        deed = lambda: record_guardian(by=user_of(request), volunteer=volunteer, **guardian.cleaned_data)  # noqa: E731
        status = attempt(guardian, deed)
    elif move:
        status = attempt(refused, lambda: MOVES[move](by=user_of(request), volunteer=volunteer))
    elif request.method == "POST":
        status = attempt(form, lambda: _revise(user_of(request), volunteer, form))
    if request.method == "POST" and not status:
        messages.success(request, _("Saved."))
        return redirect("my_service")
    context = {
        "form": form,
        "refused": refused,
        "volunteer": volunteer,
        "guardian": guardian,
        "is_minor": is_minor(volunteer.latest_birth(), clock.today()),
        "verbs": [verb for verb in MOVES if VOLUNTEER_LIFECYCLE.may(volunteer, verb)],
        "crumbs": [(_("My service"), reverse("my_service"))],
    }
    return render(request, "volunteers/profile.html", context, status=status)


@transaction.atomic
def _join(user: User, form: JoinForm) -> None:
    data = form.cleaned_data
    identity = Identity(data["identity_kind"], data["identity_number"], data["sex"], form.born)
    named = ("organisation", "real_name", "guardian_consent", "guardian_name", "guardian_phone")
    facts = {name: data[name] for name in named} | form.profile()
    volunteer = join(by=user, user=user, identity=identity, **facts)
    set_availability(by=user, volunteer=volunteer, windows=form.windows())


@transaction.atomic
def _revise(user: User, volunteer: Volunteer, form: ProfileForm) -> None:
    revise_profile(by=user, volunteer=volunteer, **form.profile())
    set_availability(by=user, volunteer=volunteer, windows=form.windows())


def _own(request: HttpRequest) -> Volunteer:
    volunteer = volunteer_of(request.user)
    if volunteer is None:
        raise Http404
    return volunteer
