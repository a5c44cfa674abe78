"""`/applications/papers/`: licences, replies and undertakings that wait for one officer each."""

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
from marketplace.accounts.signed_in import user_of
from marketplace.common.answers import attempt
from marketplace.common.paging import turn_to_page
from marketplace.organisations import actions
from marketplace.organisations.doors import for_officers
from marketplace.organisations.forms.officers import ReasonForm
from marketplace.organisations.models import Reply, SocialWorkLicence, Undertaking
from marketplace.organisations.queries import (
    licences_waiting_for,
    replies_waiting_for,
    undertakings_in_force,
    undertakings_waiting_for,
)
from marketplace.organisations.rules import may_decide, may_end_undertaking, may_vet

DONE: Final = {
    "publish": gettext_lazy("It is shown now."),
    "refuse_reply": gettext_lazy("It is not shown. The organisation has been told why."),
    "verify": gettext_lazy("Verified. It counts from now on."),
    "refuse_licence": gettext_lazy("Not verified. The member has been told why."),
    "vet": gettext_lazy("Confirmed. They may be asked by name from now on."),
    "refuse_undertaking": gettext_lazy("Not confirmed. The organisation has been told why."),
    "refuse_entrusting": gettext_lazy("Ended. Nothing entrusted to them can be read any more."),
}
Deed = Callable[[User, Any, Any], None]
DEEDS: Final[dict[str, Deed]] = {
    "publish": lambda by, row, _form: actions.publish_reply(by=by, reply=row),
    "refuse_reply": lambda by, row, form: actions.refuse_reply(by=by, reply=row, because=form.cleaned_data["because"]),
    "verify": lambda by, row, _form: actions.verify_licence(by=by, licence=row),
    "refuse_licence": lambda by, row, form: actions.refuse_licence(
        by=by, licence=row, because=form.cleaned_data["because"]
    ),
    "vet": lambda by, row, _form: actions.vet_undertaking(by=by, undertaking=row),
    "refuse_undertaking": lambda by, row, form: actions.refuse_undertaking(
        by=by, undertaking=row, because=form.cleaned_data["because"]
    ),
    "refuse_entrusting": lambda by, row, form: actions.end_undertaking(
        by=by, undertaking=row, because=form.cleaned_data["because"]
    ),
}
WHERE: Final[dict[str, Callable[[Any], Any]]] = {
    "publish": replies_waiting_for,
    "refuse_reply": replies_waiting_for,
    "verify": licences_waiting_for,
    "refuse_licence": licences_waiting_for,
    "vet": undertakings_waiting_for,
    "refuse_undertaking": undertakings_waiting_for,
    "refuse_entrusting": undertakings_in_force,
}
"""Among which rows each decision looks for its own."""


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
    status = attempt(form, lambda: DEEDS[deed](user_of(request), row, form))
    if status:
        return _page(request, row=row, wrong=form, status=status)
    messages.success(request, DONE[deed])
    return redirect("small_papers")


def _row(request: HttpRequest) -> Reply | SocialWorkLicence | Undertaking:
    """What is decided; anything that does not wait for this officer is not found."""
    deed = request.POST.get("decision", "")
    if deed not in DEEDS:
        raise Http404
    found: Reply | SocialWorkLicence | Undertaking = get_object_or_404(
        WHERE[deed](request.user), reference=request.POST.get("reference", "")
    )
    return found


def _page(request: HttpRequest, row: Any = None, wrong: Any = None, status: int = 200) -> HttpResponse:
    def form_for(each: Any) -> ReasonForm:
        is_wrong = row is not None and each.reference == row.reference and isinstance(wrong, ReasonForm)
        return wrong if is_wrong else ReasonForm(prefix=each.reference)

    replies, licences = turn_to_page(request, replies_waiting_for(request.user)), licences_waiting_for(request.user)
    context = {
        "page": replies,
        "replies": [(each, may_decide(request.user, each.organisation), form_for(each)) for each in replies.rows],
        "licences": [
            (each, may_decide(request.user, each.membership.organisation), form_for(each)) for each in licences
        ],
        "undertakings": [
            (each, may_vet(request.user, each), form_for(each)) for each in undertakings_waiting_for(request.user)
        ],
        "in_force": [
            (each, may_end_undertaking(request.user, each), form_for(each))
            for each in undertakings_in_force(request.user)
        ],
        "wrong": wrong,
        "crumbs": [(_("Applications"), reverse("applications"))],
    }
    return render(request, "organisations/officers/small_papers.html", context, status=status)
