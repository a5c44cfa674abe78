"""`/partner/proposals/`: what is proposed to us, why, and our answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.accounts.models import User
from marketplace.common.answers import attempt
from marketplace.common.paging import turn_to_page
from marketplace.fulfilment.models import Assignment
from marketplace.fulfilment.places import may_divide
from marketplace.fulfilment.states import LIVE
from marketplace.needs.states import Audience
from marketplace.organisations.doors import for_partners
from matching.actions import accept_proposal, decline_proposal
from matching.forms import AcceptForm, DeclineForm
from matching.models import Proposal
from matching.ports import entrusting
from matching.queries import open_proposals_of, proposals_of, readable_needs, say_reasons
from matching.rules import may_answer
from matching.states import ProposalStatus

WAITING = ProposalStatus.PROPOSED


@require_safe
@for_partners
@never_cache
def proposal_list(request: HttpRequest) -> HttpResponse:
    """Those that wait come first, the most pressing on top; the others by what became of them."""
    wanted = request.GET.get("status", WAITING)
    status = ProposalStatus(wanted) if wanted in ProposalStatus.values else WAITING
    rows = open_proposals_of(request.user).order_by("expires_at", "-score", "pk")
    if status != WAITING:
        rows = proposals_of(request.user).filter(status=status).order_by("-pk")
    page = turn_to_page(request, rows)
    views = [{"label": s.label, "url": f"?status={s}", "current": s == status} for s in ProposalStatus]
    context = {"page": page, "views": views, "waiting": status == WAITING}
    context["readable"] = readable_needs(request.user, page.rows)
    return render(request, "matching/proposal_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_partners
@never_cache
def proposal_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Why this need, and the answer: accept naming the fund that pays or none, or decline with a reason."""
    proposal = get_object_or_404(proposals_of(request.user), reference=reference)
    answer, divisible = request.POST.get("answer", ""), bool(may_divide(proposal.need))
    accepting = AcceptForm(
        request.POST if answer == "accept" else None,
        organisation_id=proposal.organisation_id,
        divisible=divisible,
        prefix="accept",
    )
    declining = DeclineForm(request.POST if answer == "decline" else None, prefix="decline")
    reading = forms.Form(request.POST if answer == "read" else None)
    status, told = 200, None
    if answer == "read":
        status, told = _read(request, proposal, reading)
    if answer == "accept":
        made: list[Assignment] = []
        status = attempt(accepting, lambda: made.append(_accept(request, proposal, accepting)))
        if made:
            messages.success(request, _("Agreed. The caseworker now says how it reaches the household."))
            return redirect("assignment", reference=made[0].reference)
    elif answer == "decline":
        status = attempt(declining, lambda: _decline(request, proposal, declining))
        if not status:
            messages.success(request, _("Declined. The need is offered to others."))
            return redirect("proposals")
    return _page(request, proposal, [accepting, declining, reading], status, told)


def _page(
    request: HttpRequest, proposal: Proposal, answers: list[Any], status: int, told: list[tuple[str, str]] | None
) -> HttpResponse:
    accepting, declining, _reading = answers
    readable = bool(readable_needs(request.user, [proposal]))
    in_confidence = proposal.need.audience == Audience.PRIVATE
    may_read = entrusting().told(proposal.need, proposal.organisation) if in_confidence else None
    context = {
        "proposal": proposal,
        "need": proposal.need,
        "shows_words": readable,
        "reasons": say_reasons(proposal) if readable else [],
        "others_bring_a_part": proposal.need.assignments.filter(status__in=LIVE).filter(is_part=True).exists(),
        "accepting": accepting,
        "declining": declining,
        "answers": answers,
        "in_confidence": in_confidence,
        "may_read": may_read,
        "told": told,
        "verdict": may_answer(request.user, proposal),
        "crumbs": [(_("Proposals"), reverse("proposals"))],
    }
    return render(request, "matching/proposal.html", context, status=status)


def _read(request: HttpRequest, proposal: Proposal, form: forms.Form) -> tuple[int, list[tuple[str, str]] | None]:
    """What was released, shown only when asked for; the reading is logged first."""
    shown: list[tuple[str, str]] = []
    need, organisation = proposal.need, proposal.organisation
    status = attempt(
        form, lambda: shown.extend(entrusting().read(by=_user(request), need=need, organisation=organisation))
    )
    return status or 200, None if status else shown


def _accept(request: HttpRequest, proposal: Proposal, form: AcceptForm) -> Assignment:
    data = form.cleaned_data
    return accept_proposal(
        by=_user(request),
        proposal=proposal,
        fund_reference=data["fund"],
        quantity=data["quantity"],
        is_part=data.get("is_part", False),
    )


def _decline(request: HttpRequest, proposal: Proposal, form: DeclineForm) -> None:
    data = form.cleaned_data
    decline_proposal(by=_user(request), proposal=proposal, reason=data["reason"], comment=data["comment"])


def _user(request: HttpRequest) -> User:
    """`for_partners` has seen to it."""
    if not isinstance(request.user, User):
        raise TypeError("not signed in")
    return request.user
