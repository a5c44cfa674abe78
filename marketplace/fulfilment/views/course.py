"""`/assignments/<ref>/…`: a day for the help, what went another way than agreed, and how the help was judged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace.accounts.models import User
from marketplace.accounts.signed_in import user_of
from marketplace.common.answers import attempt, posted
from marketplace.fulfilment.actions import (
    agree_day,
    close_help,
    evaluate_help,
    fail_assignment,
    has_day,
    move_day,
    rematch,
    reopen_delivery,
    report_no_show,
    return_help,
)
from marketplace.fulfilment.forms import CourseForm, DayForm, EvaluationForm
from marketplace.fulfilment.models import Assignment
from marketplace.fulfilment.rules import may_appoint, may_confirm
from marketplace.fulfilment.stages import trail_of
from marketplace.fulfilment.states import ASSIGNMENT_LIFECYCLE
from marketplace.fulfilment.views.reading import crumbs_to, visible

if TYPE_CHECKING:
    from marketplace.common.verdict import Sentence


@dataclass(frozen=True, slots=True)
class Deed:
    """One way in which help may take another course."""

    verb: str
    title: Sentence
    explained: Sentence
    button: Sentence
    done: Sentence
    do: Callable[[User, Assignment, str], object]


DEEDS = (
    Deed(
        "miss",
        gettext_lazy("The helper did not come"),
        gettext_lazy("The organisation is asked for a new day at once; it counts in its reliability."),
        gettext_lazy("Nobody came"),
        gettext_lazy("Recorded. The organisation has been asked for a new day."),
        lambda by, assignment, because: report_no_show(by=by, assignment=assignment, because=because),
    ),
    Deed(
        "rematch",
        gettext_lazy("Give the place to others"),
        gettext_lazy("The need is offered again, but not to this helper."),
        gettext_lazy("Offer it to others"),
        gettext_lazy("The need is offered to others."),
        lambda by, assignment, because: rematch(by=by, assignment=assignment, because=because),
    ),
    Deed(
        "fail",
        gettext_lazy("The help failed"),
        gettext_lazy("Nothing comes of it any more. The need is offered again; it counts in the reliability."),
        gettext_lazy("Record that it failed"),
        gettext_lazy("Recorded. The need is offered to others."),
        lambda by, assignment, because: fail_assignment(by=by, assignment=assignment, because=because),
    ),
    Deed(
        "return",
        gettext_lazy("It was taken back"),
        gettext_lazy("What was brought went back to the helper. The need is offered again."),
        gettext_lazy("Record that it was taken back"),
        gettext_lazy("Recorded. The need is offered to others."),
        lambda by, assignment, because: return_help(by=by, assignment=assignment, because=because),
    ),
    Deed(
        "reopen",
        gettext_lazy("The confirmation was wrong"),
        gettext_lazy("The delivery is open again: the helper goes on, and it is confirmed anew."),
        gettext_lazy("Open it again"),
        gettext_lazy("Open again. The helper has been told."),
        lambda by, assignment, because: reopen_delivery(by=by, assignment=assignment, because=because),
    ),
)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def day(request: HttpRequest, reference: str) -> HttpResponse:
    """Agree the day of the help, or move it."""
    assignment = visible(request, reference)
    moves = has_day(assignment)
    form, status = DayForm(posted(request), moves=moves), 200
    if request.method == "POST":
        status = attempt(form, lambda: _enter_day(user_of(request), assignment, form, moves))
        if not status:
            messages.success(request, _("The day is agreed. Both sides find it in their inbox and calendar."))
            return redirect("assignment", reference=reference)
    verdict = may_appoint(request.user, assignment).and_then(
        ASSIGNMENT_LIFECYCLE.may(assignment, "reschedule" if moves else "appoint")
    )
    context = _context(request, assignment) | {"form": form, "verdict": verdict, "moves": moves}
    return render(request, "fulfilment/day.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def course(request: HttpRequest, reference: str) -> HttpResponse:
    """What went another way than agreed, as far as the table allows it now; for those who speak for the household."""
    assignment = _judged(request, reference)
    chosen = next((deed for deed in DEEDS if deed.verb == request.POST.get("do")), None)
    if request.method == "POST" and chosen is None:
        raise Http404
    sent = {each.verb: CourseForm(request.POST if each is chosen else None, deed=each.verb) for each in DEEDS}
    status = 200
    if chosen is not None:
        form, deed = sent[chosen.verb], chosen
        status = attempt(form, lambda: deed.do(user_of(request), assignment, form.cleaned_data["because"]))
        if not status:
            messages.success(request, str(deed.done))
            return redirect("assignment", reference=reference)
    shown = [(each, sent[each.verb]) for each in DEEDS if ASSIGNMENT_LIFECYCLE.may(assignment, each.verb)]
    refused = sent[chosen.verb] if chosen is not None else None
    context = _context(request, assignment) | {
        "deeds": shown,
        "refused": refused,
        "verdict": may_confirm(request.user, assignment),
    }
    return render(request, "fulfilment/course.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def evaluation(request: HttpRequest, reference: str) -> HttpResponse:
    """What the household thinks of the help, in three marks; afterwards it may be closed."""
    assignment = _judged(request, reference)
    closes = request.POST.get("do") == "close"
    form, status = EvaluationForm(None if closes else posted(request)), 200
    refused = forms.Form(posted(request)) if closes else forms.Form()
    if closes:
        status = attempt(refused, lambda: close_help(by=user_of(request), assignment=assignment))
    elif request.method == "POST":
        status = attempt(
            form, lambda: evaluate_help(by=user_of(request), assignment=assignment, marks=form.cleaned_data)
        )
    if request.method == "POST" and not status:
        messages.success(
            request, _("Closed.") if closes else _("Thank you. The marks count only together with others.")
        )
        return redirect("assignment", reference=reference)
    context = _context(request, assignment) | {
        "form": form,
        "refused": refused,
        "verdict": may_confirm(request.user, assignment).and_then(ASSIGNMENT_LIFECYCLE.may(assignment, "evaluate")),
        "may_close": may_confirm(request.user, assignment).and_then(ASSIGNMENT_LIFECYCLE.may(assignment, "close")),
    }
    return render(request, "fulfilment/evaluation.html", context, status=status)


def _judged(request: HttpRequest, reference: str) -> Assignment:
    """For others than those who speak for the household, and the helper who reads why not, there is no such page."""
    assignment = visible(request, reference)
    if may_confirm(request.user, assignment).code == "NOT_THE_CASEWORKER":
        raise Http404
    return assignment


def _enter_day(by: User, assignment: Assignment, form: DayForm, moves: bool) -> None:
    data = form.cleaned_data
    hours = {"on": data["on"], "starts": data["starts"], "ends": data["ends"]}
    if moves:
        move_day(by=by, assignment=assignment, because=data["because"], **hours)
    else:
        agree_day(by=by, assignment=assignment, **hours)


def _context(request: HttpRequest, assignment: Assignment) -> dict[str, Any]:
    return {
        "assignment": assignment,
        "need": assignment.need,
        "shows_words": assignment.shows_words,
        "appointment": assignment.appointment,
        "trail": trail_of(assignment),
        "crumbs": crumbs_to(request, assignment),
    }
