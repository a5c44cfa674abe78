"""`/partner/insurance/`: an insurer enters and runs its group programmes. No premium is ever shown to anybody."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.accounts.queries import Reader
from marketplace.accounts.signed_in import user_of
from marketplace.common.answers import attempt, posted
from marketplace.common.paging import turn_to_page
from marketplace.insurance import actions
from marketplace.insurance.forms import NewProgrammeForm, PolicyForm, ProgrammeForm, values_of
from marketplace.insurance.models import GroupProgramme
from marketplace.insurance.queries import group_figures, programmes_of
from marketplace.insurance.rules import may_edit, may_hand_in
from marketplace.insurance.states import GROUP_PROGRAMME_LIFECYCLE, ProgrammeStatus
from marketplace.organisations.doors import for_partners
from marketplace.organisations.models import CapabilityKind
from marketplace.organisations.queries import organisations_of, organisations_with

MOVES = {"submit": actions.submit_programme, "end": actions.end_programme}
DONE = {
    "submit": gettext_lazy("Handed in. An officer compares it with the policy and answers you."),
    "end": gettext_lazy("Ended. What is promised stays promised."),
}


@require_safe
@for_partners
@never_cache
def programme_list(request: HttpRequest) -> HttpResponse:
    """The group programmes of the insurers for whom the reader acts."""
    programmes = programmes_of(request.user).select_related("insurer", "policyholder").order_by("-starts_on", "pk")
    context = {"page": turn_to_page(request, programmes, size=10), "may_enter": _insurers(request.user).exists()}
    return render(request, "insurance/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_partners
@never_cache
def new_programme(request: HttpRequest) -> HttpResponse:
    """Enter a policy; its paper follows on the next page."""
    insurers = _insurers(request.user)
    if not insurers.exists():
        raise Http404
    form = NewProgrammeForm(posted(request), insurers=insurers)
    status, made = 200, []
    if request.method == "POST":
        status = attempt(form, lambda: made.append(_draft(request, form)))
        if not status:
            messages.success(request, _("Written down. Upload the policy, then hand the programme in."))
            return redirect("group_programme", reference=made[0].reference)
    context = {"form": form, "crumbs": [(_("Group programmes"), reverse("partner_insurance"))]}
    return render(request, "insurance/form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_partners
@never_cache
def edit_programme(request: HttpRequest, reference: str) -> HttpResponse:
    """Change what no officer has in hand."""
    programme = _own(request, reference)
    form, status = ProgrammeForm(posted(request), initial=values_of(programme)), 200
    if request.method == "POST":
        status = attempt(form, lambda: _revise(request, programme, form))
        if not status:
            messages.success(request, _("Saved."))
            return redirect("group_programme", reference=reference)
    context = {"form": form, "programme": programme, "crumbs": _crumbs(programme), "verdict": may_edit(programme)}
    return render(request, "insurance/form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_partners
@never_cache
def programme_page(request: HttpRequest, reference: str) -> HttpResponse:
    """One programme with its counts; here the policy is uploaded, and it is handed in and ended."""
    programme = _own(request, reference)
    move, status = request.POST.get("move", ""), 200
    paper = PolicyForm(*((request.POST, request.FILES) if move == "policy" else ()))
    refused = forms.Form(posted(request))
    if request.method == "POST":
        if move == "policy":
            status = attempt(paper, lambda: _attach(request, programme, paper))
            said = _("The policy is kept.")
        elif move in MOVES:
            status = attempt(refused, lambda: MOVES[move](by=user_of(request), programme=programme))
            said = str(DONE[move])
        else:
            raise Http404
        if not status:
            messages.success(request, said)
            return redirect("group_programme", reference=reference)
    context = _page_context(programme) | {"paper": paper, "refused": refused}
    return render(request, "insurance/programme.html", context, status=status)


def _page_context(programme: GroupProgramme) -> dict[str, Any]:
    counted = programme.approved_by_id is not None
    return {
        "programme": programme,
        "figures": group_figures(programme) if counted else None,
        "remarks": [remark for remark in programme.remarks.all() if remark.answered_at is None],
        "may_edit": may_edit(programme),
        "may_hand_in": may_hand_in(programme),
        "may_submit": GROUP_PROGRAMME_LIFECYCLE.may(programme, "submit"),
        "may_end": programme.status != ProgrammeStatus.ENDED,
        "crumbs": [(_("Group programmes"), reverse("partner_insurance"))],
    }


def _draft(request: HttpRequest, form: NewProgrammeForm) -> GroupProgramme:
    insurer = form.cleaned_data["insurer"]
    return actions.draft_programme(by=user_of(request), insurer=insurer, perils=form.perils(), **form.terms())


def _revise(request: HttpRequest, programme: GroupProgramme, form: ProgrammeForm) -> None:
    actions.revise_programme(by=user_of(request), programme=programme, perils=form.perils(), **form.terms())


def _attach(request: HttpRequest, programme: GroupProgramme, form: PolicyForm) -> None:
    actions.attach_policy(by=user_of(request), programme=programme, data=form.cleaned_data["file"].read())


def _own(request: HttpRequest, reference: str) -> GroupProgramme:
    rows = programmes_of(request.user).select_related("insurer", "policyholder", "policy").prefetch_related("remarks")
    return get_object_or_404(rows, reference=reference)


def _crumbs(programme: GroupProgramme) -> list[tuple[str, str]]:
    own = reverse("group_programme", args=[programme.reference])
    return [(_("Group programmes"), reverse("partner_insurance")), (programme.name, own)]


def _insurers(reader: Reader) -> Any:
    """Licensed insurers for whom the reader acts."""
    return organisations_of(reader).filter(pk__in=organisations_with(CapabilityKind.INSURER).values("pk"))
