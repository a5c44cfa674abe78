"""`/eligibility/`: published lists of recipients of deductible gifts, imported by one officer, compared by another."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace.accounts.signed_in import user_of
from marketplace.common.answers import attempt, posted
from marketplace.common.paging import turn_to_page
from marketplace.organisations import actions
from marketplace.organisations.doors import for_officers
from marketplace.organisations.eligibility_file import RowsRefused
from marketplace.organisations.forms.lists import ListForm
from marketplace.organisations.models import EligibilityList
from marketplace.organisations.queries import names_by_code
from marketplace.organisations.states import ListStatus

MOVES: dict[str, Any] = {
    "confirm": actions.confirm_eligibility_list,
    "reject": actions.reject_eligibility_list,
}


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
@never_cache
def lists(request: HttpRequest) -> HttpResponse:
    """The lists so far, and the import of another; a file with one wrong row is not taken at all."""
    form = ListForm(request.POST, request.FILES) if request.method == "POST" else ListForm()
    status, made, faults = 200, [], []

    def take() -> None:
        data, source = form.cleaned_data["file"].read(), form.cleaned_data["source"]
        try:
            made.append(actions.import_eligibility_list(by=user_of(request), data=data, source=source))
        except RowsRefused as refusal:
            faults.extend(refusal.faults)
            raise

    if request.method == "POST":
        status = attempt(form, take)
        if not status:
            messages.success(request, _("Imported. A colleague compares it with the published list; then it counts."))
            return redirect("eligibility_list", reference=made[0].reference)
    rows = EligibilityList.objects.select_related("entered_by", "decided_by")
    context = {"page": turn_to_page(request, rows), "form": form, "faults": faults}
    return render(request, "organisations/officers/lists.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
@never_cache
def eligibility_list(request: HttpRequest, reference: str) -> HttpResponse:
    """Every line of one list, to be compared; the second officer confirms or rejects it as a whole."""
    imported = get_object_or_404(EligibilityList.objects.select_related("entered_by"), reference=reference)
    refused, status = forms.Form(posted(request)), 200
    if request.method == "POST":
        move = request.POST.get("decision", "")
        if move not in MOVES:
            raise Http404
        status = attempt(refused, lambda: MOVES[move](by=user_of(request), imported=imported))
        if not status:
            messages.success(request, _("Decided."))
            return redirect("eligibility_lists")
    page = turn_to_page(request, imported.lines.order_by("pk"))
    context = {
        "imported": imported,
        "page": page,
        "names": names_by_code([line.credit_code for line in page.rows]),
        "revocations": imported.revocations.order_by("pk"),
        "is_waiting": imported.status == ListStatus.ENTERED,
        "is_own": imported.entered_by_id == user_of(request).pk,
        "refused": refused,
        "crumbs": [(_("Lists of recipients"), reverse("eligibility_lists"))],
    }
    return render(request, "organisations/officers/eligibility_list.html", context, status=status)
