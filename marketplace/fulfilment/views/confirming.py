"""`/assignments/<ref>/confirm/`: the need's caseworker says what the household told."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace.accounts.models import User
from marketplace.accounts.signed_in import user_of
from marketplace.common.answers import attempt, posted
from marketplace.fulfilment.actions import confirm_delivery, dispute_delivery
from marketplace.fulfilment.forms import JudgementForm
from marketplace.fulfilment.models import Assignment
from marketplace.fulfilment.rules import may_confirm
from marketplace.fulfilment.stages import trail_of
from marketplace.fulfilment.states import REPORTED
from marketplace.fulfilment.views.reading import visible


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def confirm(request: HttpRequest, reference: str) -> HttpResponse:
    """Confirm a reported delivery, or send it back to the helper."""
    assignment = visible(request, reference)
    verdict = may_confirm(request.user, assignment)
    if verdict.code == "NOT_THE_CASEWORKER":
        raise Http404
    form, status = JudgementForm(posted(request)), 200
    if request.method == "POST":
        status = attempt(form, lambda: _judge(user_of(request), assignment, form))
        if not status:
            messages.success(request, _told(form))
            return redirect("assignment", reference=reference)
    context = {
        "assignment": assignment,
        "need": assignment.need,
        "shows_words": assignment.shows_words,
        "deliveries": assignment.deliveries.all(),
        "trail": trail_of(assignment),
        "verdict": verdict,
        "waits": assignment.status in REPORTED,
        "may_look": verdict,
        "form": form,
        "crumbs": [(_("My desk"), reverse("desk"))],
    }
    return render(request, "fulfilment/confirm.html", context, status=status)


def _judge(by: User, assignment: Assignment, form: JudgementForm) -> None:
    data = form.cleaned_data
    if data["answer"] == "dispute":
        dispute_delivery(by=by, assignment=assignment, because=data["because"])
    else:
        confirm_delivery(by=by, assignment=assignment, outcome=data["answer"])


def _told(form: JudgementForm) -> str:
    if form.cleaned_data["answer"] == "dispute":
        return _("Sent back to the helper, who reads the reason.")
    return _("Confirmed. The helper has been told.")
