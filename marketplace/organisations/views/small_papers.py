"""`/applications/papers/`: social workers' licences and replies that wait for one officer each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace.accounts.models import User
from marketplace.common.answers import attempt
from marketplace.common.paging import turn_to_page
from marketplace.organisations import actions
from marketplace.organisations.doors import for_officers, signed_in
from marketplace.organisations.forms.officers import ReasonForm
from marketplace.organisations.models import Reply, SocialWorkLicence
from marketplace.organisations.queries import licences_waiting_for, replies_waiting_for
from marketplace.organisations.rules import may_decide

DONE: Final = {
    "publish": gettext_lazy("It is shown now."),
    "refuse_reply": gettext_lazy("It is not shown. The organisation has been told why."),
    "verify": gettext_lazy("Verified. It counts from now on."),
    "refuse_licence": gettext_lazy("Not verified. The member has been told why."),
}
Deed = Callable[[User, Any, Any], None]
DEEDS: Final[dict[str, Deed]] = {
    "publish": lambda by, row, _form: actions.publish_reply(by=by, reply=row),
    "refuse_reply": lambda by, row, form: actions.refuse_reply(by=by, reply=row, because=form.cleaned_data["because"]),
    "verify": lambda by, row, _form: actions.verify_licence(by=by, licence=row),
    "refuse_licence": lambda by, row, form: actions.refuse_licence(
        by=by, licence=row, because=form.cleaned_data["because"]
    ),
}
ABOUT_A_REPLY: Final = frozenset({"publish", "refuse_reply"})


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
@never_cache
def small_papers(request: HttpRequest) -> HttpResponse:
    """What waits, the longest first; each is decided in place."""
    if request.method != "POST":
        return _page(request)
    deed, row = request.POST.get("decision", ""), _row(request)
    form: Any = forms.Form(request.POST)
    if deed.startswith("refuse"):
        form = ReasonForm(request.POST, prefix=row.reference)
    status = attempt(form, lambda: DEEDS[deed](signed_in(request), row, form))
    if status:
        return _page(request, row=row, wrong=form, status=status)
    messages.success(request, DONE[deed])
    return redirect("small_papers")


def _row(request: HttpRequest) -> Reply | SocialWorkLicence:
    """What is decided; anything that does not wait for this officer is not found."""
    deed = request.POST.get("decision", "")
    if deed not in DEEDS:
        raise Http404
    waiting: Any = replies_waiting_for if deed in ABOUT_A_REPLY else licences_waiting_for
    found: Reply | SocialWorkLicence = get_object_or_404(
        waiting(request.user), reference=request.POST.get("reference", "")
    )
    return found


def _page(request: HttpRequest, row: Any = None, wrong: Any = None, status: int = 200) -> HttpResponse:
    def form_for(each: Any) -> ReasonForm:
        is_wrong = row is not None and each.pk == row.pk and isinstance(wrong, ReasonForm)
        return wrong if is_wrong else ReasonForm(prefix=each.reference)

    replies, licences = turn_to_page(request, replies_waiting_for(request.user)), licences_waiting_for(request.user)
    context = {
        "page": replies,
        "replies": [(each, may_decide(request.user, each.organisation), form_for(each)) for each in replies.rows],
        "licences": [
            (each, may_decide(request.user, each.membership.organisation), form_for(each)) for each in licences
        ],
        "wrong": wrong,
        "crumbs": [(_("Applications"), reverse("applications"))],
    }
    return render(request, "organisations/officers/small_papers.html", context, status=status)
