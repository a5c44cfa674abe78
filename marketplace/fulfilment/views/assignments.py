"""`/partner/assignments/`: what we promised, started, delivered, and what became of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.accounts.models import User
from marketplace.accounts.signed_in import user_of
from marketplace.common.answers import attempt, posted
from marketplace.common.paging import turn_to_page
from marketplace.common.public_words import refuse_identifying_text
from marketplace.common.verdict import Verdict
from marketplace.documents.actions import PICTURES, store_upload
from marketplace.fulfilment.actions import cancel_assignment, report_delivery, start_assignment
from marketplace.fulfilment.figures import Judgement, Reliability, judgement_of, reliability_of
from marketplace.fulfilment.forms import DeliveryForm, StepBackForm
from marketplace.fulfilment.models import Assignment
from marketplace.fulfilment.queries import assignments_of, held_claims_of
from marketplace.fulfilment.rules import (
    may_add_proof,
    may_appoint,
    may_confirm,
    may_report,
    may_serve,
    may_step_back,
    proof_is_declared,
    reads_former_words,
)
from marketplace.fulfilment.stages import trail_of
from marketplace.fulfilment.states import ASSIGNMENT_LIFECYCLE, BEFORE_DELIVERY, BEGUN, ENDED, REPORTED, SERVED
from marketplace.fulfilment.views.reading import crumbs_to, visible
from marketplace.organisations.doors import for_helpers
from marketplace.organisations.models import Organisation
from marketplace.organisations.queries import organisations_of
from marketplace.publications.queries import words_on
from marketplace.publications.states import Kind

COURSES = ("miss", "rematch", "fail", "return", "reopen")
VIEWS: dict[str, Collection[str]] = {
    "open": BEFORE_DELIVERY,
    "delivered": REPORTED,
    "confirmed": SERVED,
    "ended": ENDED,
}


@dataclass(frozen=True, slots=True)
class Figures:
    """How an organisation's help went, as the page tells it."""

    organisation: Organisation
    reliability: Reliability
    judgement: Judgement


@require_safe
@for_helpers
@never_cache
def assignment_list(request: HttpRequest) -> HttpResponse:
    """What the reader's organisations promised, by how far it has come, and the wishes they hold."""
    labels = {"open": _("To be done"), "delivered": _("Reported"), "confirmed": _("Confirmed"), "ended": _("Ended")}
    view = request.GET.get("view", "open")
    view = view if view in VIEWS else "open"
    context = {
        "page": turn_to_page(request, assignments_of(request.user).filter(status__in=VIEWS[view])),
        "views": [{"label": labels[name], "url": f"?view={name}", "current": name == view} for name in VIEWS],
        "claims": held_claims_of(request.user),
        "figures": [Figures(each, reliability_of(each), judgement_of(each)) for each in organisations_of(request.user)],
    }
    return render(request, "fulfilment/assignment_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def assignment_page(request: HttpRequest, reference: str) -> HttpResponse:
    """One promise; here the helper begins and reports the delivery, with proof."""
    assignment = visible(request, reference)
    begins = request.POST.get("do") == "start"
    form = DeliveryForm(*((request.POST, request.FILES) if request.method == "POST" and not begins else ()))
    refused, status = forms.Form(posted(request)), 200
    if begins:
        status = attempt(refused, lambda: start_assignment(by=user_of(request), assignment=assignment))
        done = _("Under way. Report the delivery when it is done.")
    elif request.method == "POST":
        status = attempt(form, lambda: _report(user_of(request), assignment, form))
        done = _("Reported. The caseworker asks the household and confirms.")
    if request.method == "POST" and not status:
        messages.success(request, done)
        return redirect("assignment", reference=reference)
    context = _context(request, assignment) | {"form": form, "refused": refused}
    return render(request, "fulfilment/assignment.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def step_back(request: HttpRequest, reference: str) -> HttpResponse:
    """The helper cannot keep the promise: the need is offered to others."""
    assignment = visible(request, reference)
    form, status = StepBackForm(posted(request)), 200
    if request.method == "POST":
        status = attempt(form, lambda: _cancel(user_of(request), assignment, form))
        if not status:
            messages.success(request, _("Ended. The need is offered to others."))
            return redirect("assignment", reference=reference)
    verdict = may_step_back(request.user, assignment)
    context = {"assignment": assignment, "form": form, "verdict": verdict, "crumbs": crumbs_to(request, assignment)}
    return render(request, "fulfilment/step_back.html", context, status=status)


@transaction.atomic
def _report(by: User, assignment: Assignment, form: DeliveryForm) -> None:
    may_serve(by, assignment).require()
    upload, data = form.cleaned_data["proof"], form.cleaned_data
    verb = "deliver_in_part" if data["in_part"] else "deliver"
    ASSIGNMENT_LIFECYCLE.may(assignment, verb).require()  # before a file is kept
    may_report(assignment, data["delivered_on"]).require()
    refuse_identifying_text(data["note"])
    proof_is_declared([upload] if upload else [], data["shows_nobody"]).require()
    proofs = [store_upload(by=by, purpose="proof", data=upload.read(), accept=PICTURES)] if upload else []
    report_delivery(
        by=by,
        assignment=assignment,
        delivered_on=data["delivered_on"],
        note=data["note"],
        proofs=proofs,
        in_part=data["in_part"],
        shows_nobody=data["shows_nobody"],
    )


def _cancel(by: User, assignment: Assignment, form: StepBackForm) -> None:
    cancel_assignment(by=by, assignment=assignment, because=form.cleaned_data["because"])


def _context(request: HttpRequest, assignment: Assignment) -> dict[str, Any]:
    judges = may_confirm(request.user, assignment)
    return {
        "assignment": assignment,
        "need": assignment.need,
        "shows_words": assignment.shows_words,
        "trail": trail_of(assignment),
        "may_serve": may_serve(request.user, assignment),
        "may_start": ASSIGNMENT_LIFECYCLE.may(assignment, "start"),
        "may_deliver": ASSIGNMENT_LIFECYCLE.may(assignment, "deliver"),
        "may_confirm": judges,
        "reads_former": reads_former_words(request.user, assignment),
        "may_step_back": may_step_back(request.user, assignment),
        "said": words_on([Kind.NEED_UPDATE, Kind.THANKS], [assignment.need.reference], for_public=False),
        "may_tell": assignment.status in BEGUN and assignment.need.live and may_serve(request.user, assignment).passed,
        "appointment": assignment.appointment,
        "may_appoint": _may(request, assignment, "appoint"),
        "may_move": _may(request, assignment, "reschedule"),
        "may_add_proof": may_serve(request.user, assignment).and_then(may_add_proof(assignment)),
        "may_evaluate": judges.and_then(ASSIGNMENT_LIFECYCLE.may(assignment, "evaluate")),
        "may_close": judges.and_then(ASSIGNMENT_LIFECYCLE.may(assignment, "close")),
        "takes_another_course": judges.passed and any(ASSIGNMENT_LIFECYCLE.may(assignment, verb) for verb in COURSES),
        "crumbs": crumbs_to(request),
    }


def _may(request: HttpRequest, assignment: Assignment, verb: str) -> Verdict:
    return may_appoint(request.user, assignment).and_then(ASSIGNMENT_LIFECYCLE.may(assignment, verb))
