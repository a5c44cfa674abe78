"""`/casework/new/`, `/casework/<ref>/edit/`: the form of a household and its members."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from marketplace.accounts.signed_in import user_of
from marketplace.casework.actions import change_household, register_household
from marketplace.casework.forms.household import HouseholdEntry
from marketplace.casework.household import fields_of
from marketplace.casework.models import Case
from marketplace.casework.queries import read_case
from marketplace.casework.rules import may_work_on
from marketplace.casework.views.confidential import caseworkers_only, confidential
from marketplace.common.answers import INVALID, REFUSED
from marketplace.common.verdict import DomainError

ANOTHER_ROW = "add_row"


@require_http_methods(["GET", "POST"])
@confidential
def new_household(request: HttpRequest) -> HttpResponse:
    """Put a household on the register."""
    worker = caseworkers_only(request)
    if request.method != "POST":
        return _form(request, HouseholdEntry.empty(worker))
    if ANOTHER_ROW in request.POST:
        return _form(request, HouseholdEntry.with_another_row(request.POST, worker))
    entry = HouseholdEntry.posted(request.POST, worker)
    if not entry.is_valid():
        return _form(request, entry, status=INVALID)
    try:
        case = register_household(by=worker, fields=entry.fields())
    except DomainError as refusal:
        entry.form.add_error(None, str(refusal))
        return _form(request, entry, status=REFUSED)
    messages.success(request, _("The household is on the register. Write down its first need."))
    return redirect("casework_case", case.reference)


@require_http_methods(["GET", "POST"])
@confidential
def edit_household(request: HttpRequest, reference: str) -> HttpResponse:
    """Correct a household; the classes it leaves and enters are counted again."""
    worker = user_of(request)
    case = read_case(by=worker, reference=reference, purpose="edit")
    may_work_on(worker, case).require()
    known = fields_of(case)
    if request.method != "POST":
        return _form(request, HouseholdEntry.of(known, worker), case)
    if ANOTHER_ROW in request.POST:
        return _form(request, HouseholdEntry.with_another_row(request.POST, worker, numbered=True), case)
    entry = HouseholdEntry.posted(request.POST, worker, numbered=True)
    if not entry.is_valid():
        return _form(request, entry, case, status=INVALID)
    fields = entry.fields(case_number=case.case_number, dimensions=known.dimensions)
    try:
        change_household(by=worker, case=case, fields=fields)
    except DomainError as refusal:
        entry.form.add_error(None, str(refusal))
        return _form(request, entry, case, status=REFUSED)
    messages.success(request, _("The household is corrected, and the classes it touches were counted again."))
    return redirect("casework_case", case.reference)


def _form(request: HttpRequest, entry: HouseholdEntry, case: Case | None = None, *, status: int = 200) -> HttpResponse:
    return render(request, "casework/household.html", {"entry": entry, "case": case}, status=status)
