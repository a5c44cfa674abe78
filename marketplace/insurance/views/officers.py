"""`/insurance/review/`: programmes that wait for an officer, and the page on which one is compared with its policy."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.accounts.signed_in import user_of
from marketplace.common.answers import attempt
from marketplace.common.paging import turn_to_page
from marketplace.insurance.actions import return_programme, start_programme
from marketplace.insurance.forms import CommentForm
from marketplace.insurance.models import GroupProgramme
from marketplace.insurance.queries import programmes_read_by_officers, programmes_waiting_for
from marketplace.insurance.rules import may_moderate
from marketplace.insurance.states import ProgrammeStatus
from marketplace.organisations.doors import for_officers


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
    decision, status = request.POST.get("decision", ""), 200
    comment = CommentForm(request.POST if decision == "return" else None)
    wrong: forms.Form | None = None
    if request.method == "POST":
        user = user_of(request)
        if decision == "approve":
            wrong = forms.Form(request.POST)
            status = attempt(wrong, lambda: start_programme(by=user, programme=_as_read(request, programme)))
        elif decision == "return":
            wrong = comment
            status = attempt(comment, lambda: return_programme(by=user, programme=programme, **comment.cleaned_data))
        else:
            raise Http404
        if not status:
            done = {"approve": _("Approved. It takes part in the next match run."), "return": _("Sent back.")}
            messages.success(request, done[decision])
            return redirect("programmes_to_read")
    context = {
        "programme": programme,
        "comment": comment,
        "wrong": wrong,
        "waits": programme.status == ProgrammeStatus.SUBMITTED,
        "verdict": may_moderate(request.user, programme),
        "crumbs": [(_("Group programmes to read"), reverse("programmes_to_read"))],
    }
    return render(request, "insurance/officers/programme.html", context, status=status)


def _as_read(request: HttpRequest, programme: GroupProgramme) -> GroupProgramme:
    """The programme as it stood on the page that the officer saw."""
    programme.submitted_at = parse_datetime(request.POST.get("read", "")) or programme.submitted_at
    return programme
