"""`/slip/`: the household's own page, opened by the code on its slip, without an account and without a name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from marketplace.casework.actions import (
    judge_by_household,
    object_to_publication,
    say_of_help,
    withdraw_by_household,
)
from marketplace.casework.codes import Spoken
from marketplace.casework.forms.slips import JudgeForm, SlipCodeForm
from marketplace.casework.models import Slip
from marketplace.casework.presentation.slips import slip_context
from marketplace.casework.queries import slip_by_code
from marketplace.casework.slips.codes import normalised
from marketplace.common.answers import INVALID, attempt, posted
from marketplace.common.callers import caller_key
from marketplace.common.limits import count_one, is_used_up
from marketplace.fulfilment.models import Assignment
from marketplace.fulfilment.states import AssignmentStatus

NOT_FOUND, TOO_OFTEN = 404, 429
MISSES = "casework.slip_misses_per_hour"
LARGE = {"reading_mode": "elder", "secret_address": True}
"""Large and simple, whatever was chosen for the rest of the site; the address is a key and is not printed."""
OF_HELP = {Spoken.ARRIVED, Spoken.IN_PART, Spoken.NOT_ARRIVED, Spoken.NOBODY_CAME}
JUDGE = "judge"
STEPS: dict[str, Callable[[Slip], Any]] = {
    "object": lambda slip: object_to_publication(slip=slip),
    "withdraw": lambda slip: withdraw_by_household(slip=slip),
}


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("code")
@never_cache
def slip_code(request: HttpRequest) -> HttpResponse:
    """Type the code from the paper; a code that opens nothing is told so, whatever was wrong with it."""
    form, status = SlipCodeForm(posted(request)), 200
    if request.method == "POST" and form.is_valid():
        code = normalised(form.cleaned_data["code"])
        if slip_by_code(code) is not None:
            return redirect("slip", code=code)
        if _asks_too_often(request):
            return render(request, "429.html", status=TOO_OFTEN)
        _count_a_miss(request)
        form.add_error("code", _("No slip is in force with this code. Compare each character, or ask for a new slip."))
        status = NOT_FOUND
    elif request.method == "POST":
        status = INVALID
    return render(request, "casework/slip/code.html", LARGE | {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def slip_page(request: HttpRequest, code: str) -> HttpResponse:
    """What is public about the need, who comes and when; POST says whether the help arrived, and how good it was."""
    slip = _slip(request, code)
    if isinstance(slip, HttpResponse):
        return slip
    form, status = Form(posted(request)), 200
    if request.method == "POST":
        assignment, judges = _help_meant(slip, request), request.POST.get("say") == JUDGE
        form = JudgeForm(request.POST, reference=assignment.reference) if judges else form
        status = attempt(form, lambda: _say(slip, assignment, request, form))
        if not status:
            messages.success(request, _thanks(assignment, judges))
            return redirect("slip", code=code)
    return render(request, "casework/slip/page.html", _context(slip, code, form), status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def slip_step(request: HttpRequest, code: str, step: str) -> HttpResponse:
    """What cannot be taken back by pressing again has a page of its own that says what follows."""
    slip = _slip(request, code)
    if isinstance(slip, HttpResponse):
        return slip
    if step not in STEPS:
        raise Http404
    form, status = Form(posted(request)), 200
    if request.method == "POST":
        status = attempt(form, lambda: STEPS[step](slip))
        if not status:
            messages.success(request, _("Done. Your caseworker has been told."))
            return redirect("slip", code=code)
    return render(request, f"casework/slip/{step}.html", _context(slip, code, form), status=status)


def _slip(request: HttpRequest, code: str) -> Slip | HttpResponse:
    """The slip in force, or the answer that tells nothing about why there is none."""
    slip = slip_by_code(code)
    if slip is None and _asks_too_often(request):
        return render(request, "429.html", status=TOO_OFTEN)
    if slip is None:
        _count_a_miss(request)
        return render(request, "casework/slip/unknown.html", LARGE, status=NOT_FOUND)
    return slip


def _help_meant(slip: Slip, request: HttpRequest) -> Assignment:
    """Of this need alone; anything else there is not."""
    own = Assignment.objects.filter(need=slip.need_id, reference=request.POST.get("help", ""))
    assignment = own.select_related("need", "organisation").first()
    if assignment is None or request.POST.get("say", "") not in OF_HELP | {JUDGE}:
        raise Http404
    return assignment


def _say(slip: Slip, assignment: Assignment, request: HttpRequest, form: Form) -> None:
    if isinstance(form, JudgeForm):
        judge_by_household(slip=slip, assignment=assignment, marks=form.cleaned_data)
    else:
        say_of_help(slip=slip, assignment=assignment, spoken=request.POST["say"])


def _thanks(assignment: Assignment, judges: bool) -> str:
    if judges:
        return _("Thank you. The helper learns what you think only summed up with others.")
    if assignment.status == AssignmentStatus.CONFIRMED:
        return _("Thank you. If you like, say below how the help was.")
    return _("Thank you. Your caseworker has been told.")


def _context(slip: Slip, code: str, form: Form) -> dict[str, Any]:
    refused = {"refused": form, "is_refused": form.is_bound and bool(form.errors)}
    return LARGE | slip_context(slip, form) | {"code": code} | refused


def _asks_too_often(request: HttpRequest) -> bool:
    """After so many codes that opened nothing in one hour, wrong codes from this address are not looked at."""
    return is_used_up(MISSES, caller_key(request))


def _count_a_miss(request: HttpRequest) -> None:
    count_one(MISSES, caller_key(request))
