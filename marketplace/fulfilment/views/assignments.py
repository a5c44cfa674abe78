"""`/partner/assignments/`: what we promised, started, delivered, and what became of it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.accounts.models import User
from marketplace.accounts.signed_in import user_of
from marketplace.common.answers import attempt, posted
from marketplace.common.paging import turn_to_page
from marketplace.documents.actions import store_upload
from marketplace.fulfilment.actions import cancel_assignment, report_delivery, start_assignment
from marketplace.fulfilment.forms import DeliveryForm, StepBackForm
from marketplace.fulfilment.models import Assignment
from marketplace.fulfilment.queries import assignments_of, assignments_visible_to, held_claims_of
from marketplace.fulfilment.rules import may_confirm, may_serve, may_step_back
from marketplace.fulfilment.stages import trail_of
from marketplace.fulfilment.states import ASSIGNMENT_LIFECYCLE, BEFORE_DELIVERY, ENDED, REPORTED, SERVED
from marketplace.organisations.doors import for_partners

VIEWS: dict[str, Collection[str]] = {
    "open": BEFORE_DELIVERY,
    "delivered": REPORTED,
    "confirmed": SERVED,
    "ended": ENDED,
}


@require_safe
@for_partners
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
    }
    return render(request, "fulfilment/assignment_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def assignment_page(request: HttpRequest, reference: str) -> HttpResponse:
    """One promise; here the helper begins and reports the delivery, with proof."""
    assignment = _visible(request, reference)
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
    assignment = _visible(request, reference)
    form, status = StepBackForm(posted(request)), 200
    if request.method == "POST":
        status = attempt(form, lambda: _cancel(user_of(request), assignment, form))
        if not status:
            messages.success(request, _("Ended. The need is offered to others."))
            return redirect("assignment", reference=reference)
    verdict = may_step_back(request.user, assignment)
    context = {"assignment": assignment, "form": form, "verdict": verdict, "crumbs": _crumbs(request, assignment)}
    return render(request, "fulfilment/step_back.html", context, status=status)


def _visible(request: HttpRequest, reference: str) -> Assignment:
    rows = assignments_visible_to(request.user).prefetch_related("deliveries__proofs__file")
    return get_object_or_404(rows, reference=reference)


@transaction.atomic
def _report(by: User, assignment: Assignment, form: DeliveryForm) -> None:
    may_serve(by, assignment).require()
    ASSIGNMENT_LIFECYCLE.may(assignment, "deliver").require()  # before a file is kept
    upload, data = form.cleaned_data["proof"], form.cleaned_data
    proofs = [store_upload(by=by, purpose="proof", data=upload.read())] if upload else []
    report_delivery(by=by, assignment=assignment, delivered_on=data["delivered_on"], note=data["note"], proofs=proofs)


def _cancel(by: User, assignment: Assignment, form: StepBackForm) -> None:
    cancel_assignment(by=by, assignment=assignment, because=form.cleaned_data["because"])


def _context(request: HttpRequest, assignment: Assignment) -> dict[str, Any]:
    return {
        "assignment": assignment,
        "need": assignment.need,
        "shows_words": assignment.shows_words,
        "trail": trail_of(assignment),
        "may_serve": may_serve(request.user, assignment),
        "may_start": ASSIGNMENT_LIFECYCLE.may(assignment, "start"),
        "may_deliver": ASSIGNMENT_LIFECYCLE.may(assignment, "deliver"),
        "may_confirm": may_confirm(request.user, assignment),
        "may_step_back": may_step_back(request.user, assignment),
        "crumbs": _crumbs(request)[:1],
    }


def _crumbs(request: HttpRequest, assignment: Assignment | None = None) -> list[tuple[str, str]]:
    """Partners come from their list; caseworkers and officers from their desk."""
    partner = assignments_of(request.user).exists()
    crumbs = [(_("Assignments"), reverse("assignments"))] if partner else [(_("My desk"), reverse("desk"))]
    if assignment:
        crumbs.append((_("Assignment"), reverse("assignment", args=[assignment.reference])))
    return crumbs
