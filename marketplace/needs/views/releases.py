"""`/releases/`: the batch that waits, when it is due, and what appeared before."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace.common.verdict import DomainError
from marketplace.needs.actions import release_batch
from marketplace.needs.queries import needs_waiting_for_release, releases_visible_to
from marketplace.needs.rules import due_at, least_batch, may_handle_releases, may_release

PER_PAGE: Final = 20


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def releases(request: HttpRequest) -> HttpResponse:
    """The waiting batch; POST releases it when it is large enough or its period has ended."""
    if not may_handle_releases(request.user).passed:
        raise Http404
    if request.method != "POST":
        return render(request, "needs/releases.html", _context(request))
    try:
        release = release_batch(by=request.user)
    except DomainError as refusal:
        context = {**_context(request), "refusal": refusal, "refusals": [str(refusal)]}
        return render(request, "needs/releases.html", context, status=409)
    sentence = ngettext("%(count)d need appeared.", "%(count)d needs appeared.", release.count)
    messages.success(request, sentence % {"count": release.count})
    return redirect("needs_releases")


def _context(request: HttpRequest) -> dict[str, Any]:
    batch = Paginator(needs_waiting_for_release(), PER_PAGE).get_page(request.GET.get("batch"))
    history = Paginator(releases_visible_to(request.user), PER_PAGE).get_page(request.GET.get("page"))
    waiting = batch.paginator.count
    return {
        "batch": batch,
        "waiting": waiting,
        "least": least_batch(),
        "due": due_at(),
        "verdict": may_release(waiting),
        "history": history,
    }
