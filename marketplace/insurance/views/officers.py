"""`/insurance/review/`: programmes that wait for an officer, and the page on which one is compared with its policy."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.common.paging import turn_to_page
from marketplace.insurance.actions import return_programme, start_programme
from marketplace.insurance.queries import programmes_read_by_officers, programmes_waiting_for
from marketplace.insurance.rules import may_moderate
from marketplace.insurance.states import ProgrammeStatus
from marketplace.organisations.doors import for_officers
from marketplace.organisations.moderation.pages import decide


@require_safe
@for_officers
@never_cache
def programmes_to_read(request: HttpRequest) -> HttpResponse:
    """What waits, the longest first."""
    page = turn_to_page(request, programmes_waiting_for(request.user))
    return render(request, "insurance/officers/list.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
@never_cache
def programme_review(request: HttpRequest, reference: str) -> HttpResponse:
    """One programme beside its policy; here it is approved or sent back."""
    programme = get_object_or_404(programmes_read_by_officers(request.user), reference=reference)
    decision = decide(
        request,
        programme,
        approve=lambda user, read: start_programme(by=user, programme=read),
        send_back=lambda user, row, comment: return_programme(by=user, programme=row, comment=comment),
    )
    if decision.made:
        done = {"approve": _("Approved. It takes part in the next match run."), "return": _("Sent back.")}
        messages.success(request, done[decision.made])
        return redirect("programmes_to_read")
    context = {
        "programme": programme,
        "comment": decision.comment,
        "wrong": decision.wrong,
        "waits": programme.status == ProgrammeStatus.SUBMITTED,
        "verdict": may_moderate(request.user, programme),
        "crumbs": [(_("Group programmes to read"), reverse("programmes_to_read"))],
    }
    return render(request, "insurance/officers/programme.html", context, status=decision.status)
