"""`/partner/assignments/`: what we promised and delivered; `/assignments/<ref>/confirm/` for the caseworker."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from marketplace.accounts.models import User
from marketplace.common.trail import trail
from marketplace.common.verdict import DomainError
from marketplace.documents.actions import store_upload
from marketplace.fulfilment.actions import confirm_delivery, dispute_delivery, report_delivery, start_assignment
from marketplace.fulfilment.forms import DeliveryForm
from marketplace.fulfilment.models import Assignment
from marketplace.fulfilment.queries import assignments_visible_to
from marketplace.fulfilment.rules import may_confirm, may_serve
from marketplace.fulfilment.states import AssignmentStatus

PER_PAGE = 20
STAGES = (
    AssignmentStatus.ASSIGNED,
    AssignmentStatus.UNDER_WAY,
    AssignmentStatus.DELIVERED,
    AssignmentStatus.CONFIRMED,
)


@require_GET
@login_required
@never_cache
def assignment_list(request: HttpRequest) -> HttpResponse:
    """Commitments the reader may see, newest first."""
    page = Paginator(assignments_visible_to(request.user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "fulfilment/assignment_list.html", {"page": page})


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def assignment_page(request: HttpRequest, reference: str) -> HttpResponse:
    """One commitment; the helper reports its delivery here, with proof."""
    assignment = get_object_or_404(assignments_visible_to(request.user), reference=reference)
    form = DeliveryForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            _report(_user(request), assignment, form)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Reported. The caseworker asks the household and confirms."))
            return redirect("assignment", reference=reference)
    context = {
        "assignment": assignment,
        "need": assignment.need,
        "form": form,
        "trail": _trail(assignment),
        "may_serve": may_serve(request.user, assignment),
        "may_confirm": may_confirm(request.user, assignment),
    }
    return render(request, "fulfilment/assignment.html", context, status=409 if form.errors else 200)


def _report(by: User, assignment: Assignment, form: DeliveryForm) -> None:
    may_serve(by, assignment).require()
    upload, data = form.cleaned_data["proof"], form.cleaned_data
    proofs = [store_upload(by=by, purpose="proof", data=upload.read())] if upload else []
    report_delivery(by=by, assignment=assignment, delivered_on=data["delivered_on"], note=data["note"], proofs=proofs)


@require_POST
@login_required
def start(request: HttpRequest, reference: str) -> HttpResponse:
    """The helper has begun."""
    done = _("Under way. Report the delivery when it is done.")
    return _do(request, reference, lambda by, row: start_assignment(by=by, assignment=row), done)


@require_POST
@login_required
def confirm(request: HttpRequest, reference: str) -> HttpResponse:
    """The caseworker heard from the household."""
    done = _("Confirmed. Thank you.")
    return _do(request, reference, lambda by, row: confirm_delivery(by=by, assignment=row), done)


@require_POST
@login_required
def dispute(request: HttpRequest, reference: str) -> HttpResponse:
    """It did not arrive as reported."""
    done = _("Sent back to the helper.")
    return _do(request, reference, lambda by, row: dispute_delivery(by=by, assignment=row, because="NOT_ARRIVED"), done)


def _do(request: HttpRequest, reference: str, action: Callable[[User, Assignment], object], done: str) -> HttpResponse:
    assignment = get_object_or_404(assignments_visible_to(request.user), reference=reference)
    try:
        action(_user(request), assignment)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("assignment", reference=reference)


def _trail(assignment: Assignment) -> object:
    labels = [(AssignmentStatus(stage).label, None) for stage in STAGES]
    if assignment.status not in STAGES:
        return trail(labels, 0)
    finished = assignment.status == AssignmentStatus.CONFIRMED
    return trail(labels, STAGES.index(AssignmentStatus(assignment.status)), finished=finished)


def _user(request: HttpRequest) -> User:
    """`login_required` has seen to it."""
    if not isinstance(request.user, User):
        raise TypeError("not signed in")
    return request.user
