"""`/review/`: what waits for a second officer, and the page on which one decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from marketplace.accounts.models import Role
from marketplace.accounts.queries import holds_role
from marketplace.common.verdict import DomainError, Refused
from marketplace.needs.actions import (
    approve_need,
    hold_need,
    keep_need_private,
    return_need,
    show_again,
    withdraw_need,
)
from marketplace.needs.forms import KeepPrivateForm, SendBackForm
from marketplace.needs.models import Need
from marketplace.needs.queries import needs_handled_by, needs_in_view
from marketplace.needs.views.review_page import review_context

PER_PAGE: Final = 20
VIEWS: Final = {
    "waiting": gettext_lazy("Waiting for you"),
    "returned": gettext_lazy("Sent back"),
    "approved": gettext_lazy("Approved"),
    "held": gettext_lazy("Held back"),
    "private": gettext_lazy("Private match"),
}
DONE: Final = {
    "approve": gettext_lazy("Approved. It appears with the next release."),
    "return": gettext_lazy("Sent back. The author has been told what to mend."),
    "private": gettext_lazy("Kept for private match. Its words and values have been erased."),
    "show_again": gettext_lazy("It can be seen again."),
    "hold": gettext_lazy("Taken back. Nobody outside sees it now."),
    "withdraw": gettext_lazy("Withdrawn for good."),
}


@require_GET
@login_required
@never_cache
def review_list(request: HttpRequest) -> HttpResponse:
    """The officer's needs by what is to be done with them, the longest waiting first."""
    if not holds_role(request.user, Role.OFFICER):
        raise Http404
    view = request.GET.get("view", "")
    view = view if view in VIEWS else "waiting"
    rows = needs_in_view(request.user, view).select_related("author")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    views = [{"label": label, "url": f"?view={name}", "current": name == view} for name, label in VIEWS.items()]
    return render(request, "needs/review_list.html", {"page": page, "view": view, "views": views})


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def review_need(request: HttpRequest, reference: str) -> HttpResponse:
    """The need as the public will see it, and the decision; its author may look on."""
    need = get_object_or_404(
        needs_handled_by(request.user).select_related("author", "reviewer", "latest_revision", "locked_by"),
        reference=reference,
    )
    if request.method != "POST":
        return render(request, "needs/review.html", review_context(request.user, need))
    return _decide(request, need)


def _decide(request: HttpRequest, need: Need) -> HttpResponse:
    decision = request.POST.get("decision", "")
    decide = DECISIONS.get(decision)
    if decide is None:
        raise Http404
    form = FORMS[decision](request.POST, prefix=decision) if decision in FORMS else Form(request.POST)
    context: dict[str, Any] = {f"{decision}_form": form}
    if not form.is_valid():
        return render(request, "needs/review.html", {**review_context(request.user, need), **context, "wrong": form})
    try:
        decide(request, need, form.cleaned_data)
    except DomainError as refusal:
        need.refresh_from_db()
        context = {**review_context(request.user, need), **context, "refusal": refusal, "refusals": [str(refusal)]}
        return render(request, "needs/review.html", context, status=403 if isinstance(refusal, Refused) else 409)
    messages.success(request, DONE[decision])
    return redirect("needs_to_review")


def _seen(request: HttpRequest) -> int | None:
    """The revision that the officer read; a missing or broken number counts as an old one."""
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isdecimal() and len(seen) < 19 else 0


Decision = Callable[[Any, Need, dict[str, Any]], object]
FORMS: Final[dict[str, type[Form]]] = {"return": SendBackForm, "private": KeepPrivateForm}
DECISIONS: Final[dict[str, Decision]] = {
    "approve": lambda request, need, _given: approve_need(by=request.user, need=need, seen=_seen(request)),
    "return": lambda request, need, given: return_need(by=request.user, need=need, seen=_seen(request), **given),
    "private": lambda request, need, given: keep_need_private(
        by=request.user, need=need, seen=_seen(request), because=given["because"]
    ),
    "show_again": lambda request, need, _given: show_again(by=request.user, need=need),
    "hold": lambda request, need, _given: hold_need(by=_judge(request, need), need=need, code="REPORTED"),
    "withdraw": lambda request, need, _given: withdraw_need(
        by=_judge(request, need), need=need, because="OFFICER_DECIDED"
    ),
}


def _judge(request: HttpRequest, need: Need) -> Any:
    """The reader, who must be a second officer for the need; raises `Refused`."""
    need.judged_by(request.user).require()
    return request.user
