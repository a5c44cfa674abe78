"""`/applications/`: what waits for officers, and the page on which two of them decide, one after the other."""

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
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.accounts.models import User
from marketplace.accounts.signed_in import user_of
from marketplace.common import audit
from marketplace.common.answers import attempt
from marketplace.common.naming import area_choices
from marketplace.common.paging import turn_to_page
from marketplace.organisations import actions
from marketplace.organisations.checklist import answers
from marketplace.organisations.course import course_of
from marketplace.organisations.doors import for_officers
from marketplace.organisations.forms.officers import ReasonForm, ReturnForm, SeenForm
from marketplace.organisations.models import Capability, CapabilityKind, Organisation
from marketplace.organisations.models.capability import WAITING
from marketplace.organisations.queries import (
    DECIDABLE,
    VIEWS,
    licences_waiting_for,
    organisations_handled_by,
    organisations_in_view,
    replies_waiting_for,
    undertakings_waiting_for,
)
from marketplace.organisations.rules import may_admit, may_decide, may_verify
from marketplace.organisations.states import CapabilityStatus, OrganisationStatus

LABELS: Final = {
    "waiting": gettext_lazy("Waiting"),
    "second": gettext_lazy("For a second officer"),
    "claims": gettext_lazy("New papers of members"),
    "returned": gettext_lazy("Sent back"),
    "ending": gettext_lazy("Ending soon"),
    "refused": gettext_lazy("Refused or withdrawn"),
    "all": gettext_lazy("All"),
}
DONE: Final = {
    "return": gettext_lazy("Sent back. The applicant has been told what to mend."),
    "refuse": gettext_lazy("Refused. The applicant has been told why."),
    "admit": gettext_lazy("Let in. The applicant is its first manager."),
    "propose": gettext_lazy("Written down. A second officer confirms it."),
    "verify": gettext_lazy("Confirmed. It counts from now on."),
    "doubt": gettext_lazy("It begins again with a first look."),
    "refuse_claim": gettext_lazy("Not verified. The organisation has been told why."),
}


@require_safe
@for_officers
@never_cache
def application_list(request: HttpRequest) -> HttpResponse:
    """The organisations of the officer's places by what is to be done, by name, claim and district."""
    view = request.GET.get("view", "")
    view = view if view in VIEWS else "waiting"
    rows = organisations_in_view(request.user, view)
    words, kind, district = (request.GET.get(name, "").strip() for name in ("q", "kind", "district"))
    if words:
        rows = rows.filter(name__icontains=words) | rows.filter(credit_code__iexact=words)
    if kind in CapabilityKind.values:
        rows = rows.filter(pk__in=Capability.objects.filter(kind=kind).values("organisation"))
    if district:
        rows = rows.filter(district=district)
    context = {
        "page": turn_to_page(request, rows),
        "view": view,
        "views": [{"label": label, "url": f"?view={name}", "current": name == view} for name, label in LABELS.items()],
        "words": words,
        "kinds": [{"value": code, "label": label, "checked": code == kind} for code, label in CapabilityKind.choices],
        "districts": [
            {"value": code, "label": label, "checked": code == district} for code, label in area_choices()[1:]
        ],
        "small_papers": sum(
            waiting(request.user).count()
            for waiting in (replies_waiting_for, licences_waiting_for, undertakings_waiting_for)
        ),
    }
    return render(request, "organisations/officers/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
@never_cache
def application(request: HttpRequest, reference: str) -> HttpResponse:
    """One organisation with its papers; here it is judged claim by claim, then as a whole."""
    organisation = get_object_or_404(organisations_handled_by(request.user), reference=reference)
    if request.method != "POST":
        audit.record_read(by=user_of(request), verb="organisation.read", subject=organisation)
        return _page(request, organisation, {})
    decision = request.POST.get("decision", "")
    if decision not in DECISIONS:
        raise Http404
    capability = _claim(request, organisation)
    form = _form(request, organisation, capability, decision)
    status = attempt(form, lambda: DECISIONS[decision](user_of(request), organisation, capability, form))
    if status:
        organisation = get_object_or_404(organisations_handled_by(request.user), reference=reference)
        return _page(request, organisation, {_name(decision, capability): form}, wrong=form, status=status)
    messages.success(request, DONE[decision])
    return redirect("application", reference=reference)


Decision = Callable[[User, Organisation, Any, Any], None]
DECISIONS: Final[dict[str, Decision]] = {
    "return": lambda by, organisation, _claim, form: actions.return_application(
        by=by, organisation=organisation, comments=form.comments()
    ),
    "refuse": lambda by, organisation, _claim, form: actions.refuse_application(
        by=by, organisation=organisation, because=form.cleaned_data["because"]
    ),
    "admit": lambda by, organisation, _claim, _form: actions.admit(by=by, organisation=organisation),
    "propose": lambda by, _organisation, claim, form: actions.propose_capability(
        by=by, capability=claim, **form.cleaned_data
    ),
    "verify": lambda by, _organisation, claim, _form: actions.verify_capability(by=by, capability=claim),
    "doubt": lambda by, _organisation, claim, _form: actions.doubt_capability(by=by, capability=claim),
    "refuse_claim": lambda by, _organisation, claim, form: actions.refuse_capability(
        by=by, capability=claim, because=form.cleaned_data["because"]
    ),
}
ABOUT_A_CLAIM: Final = frozenset({"propose", "verify", "doubt", "refuse_claim"})


def _claim(request: HttpRequest, organisation: Organisation) -> Capability | None:
    """The claim that is judged; none for decisions about the whole."""
    if request.POST.get("decision") not in ABOUT_A_CLAIM:
        return None
    kind = request.POST.get("claim", "")
    return get_object_or_404(organisation.capabilities.filter(status__in=WAITING), kind=kind)


def _form(request: HttpRequest, organisation: Organisation, capability: Capability | None, decision: str) -> Any:
    if decision == "return":
        return ReturnForm(request.POST, organisation=organisation, prefix="return")
    if decision == "propose" and capability is not None:
        return SeenForm(request.POST, capability=capability)
    if decision in ("refuse", "refuse_claim"):
        return ReasonForm(request.POST, prefix=_name(decision, capability))
    return forms.Form(request.POST)


def _name(decision: str, capability: Capability | None) -> str:
    return f"{decision}-{capability.kind}" if capability else decision


def _page(
    request: HttpRequest,
    organisation: Organisation,
    bound: dict[str, Any],
    wrong: Any = None,
    status: int = 200,
) -> HttpResponse:
    papers = {paper.capability_id: paper for paper in organisation.papers.select_related("file")}
    context = {
        "organisation": organisation,
        "answers": answers(organisation),
        "registration": papers.get(None),
        "claims": [_judged(request, c, papers.get(c.pk), bound) for c in organisation.capabilities.all()],
        "stages": course_of(organisation),
        "suspensions": organisation.suspensions.select_related("capability"),
        "suspendable": _suspendable(organisation),
        "remarks": organisation.remarks.select_related("officer"),
        "verdict": may_decide(request.user, organisation),
        "admit_verdict": may_admit(organisation),
        "is_open": organisation.status in DECIDABLE,
        "is_applied": organisation.status == OrganisationStatus.APPLIED,
        "return_form": bound.get("return") or ReturnForm(organisation=organisation, prefix="return"),
        "refuse_form": bound.get("refuse") or ReasonForm(prefix="refuse"),
        "wrong": wrong,
        "crumbs": [(_("Applications"), reverse("applications"))],
    }
    return render(request, "organisations/officers/application.html", context, status=status)


def _suspendable(organisation: Organisation) -> list[Capability]:
    """What is verified and may be stopped, while the organisation takes part."""
    if organisation.status != OrganisationStatus.ACTIVE:
        return []
    return [each for each in organisation.capabilities.all() if each.status == CapabilityStatus.VERIFIED]


def _judged(request: HttpRequest, claim: Capability, paper: Any, bound: dict[str, Any]) -> dict[str, Any]:
    """A claim with its paper and what this officer may do about it."""
    return {
        "claim": claim,
        "paper": paper,
        "is_claimed": claim.status == CapabilityStatus.CLAIMED,
        "is_proposed": claim.status == CapabilityStatus.PROPOSED,
        "verdict": may_verify(request.user, claim),
        "seen_form": bound.get(f"propose-{claim.kind}") or SeenForm(capability=claim),
        "refuse_form": bound.get(f"refuse_claim-{claim.kind}") or ReasonForm(prefix=f"refuse_claim-{claim.kind}"),
    }
