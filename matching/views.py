"""`/partner/proposals/`: what is proposed to my organisation, why, and my answer; `/matching/`: runs, for officers."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from marketplace.accounts.models import User
from marketplace.common.verdict import DomainError
from matching.actions import accept_proposal, decline_proposal, run_match
from matching.forms import AnswerForm
from matching.models import Proposal
from matching.queries import proposals_of, runs_visible_to, say_reasons
from matching.rules import may_answer, may_run_match
from matching.states import ProposalStatus

PER_PAGE = 20


@require_GET
@login_required
@never_cache
def proposal_list(request: HttpRequest) -> HttpResponse:
    """Proposals to the reader's organisations; those that wait come first."""
    wanted = request.GET.get("status", ProposalStatus.PROPOSED)
    status = wanted if wanted in ProposalStatus.values else ProposalStatus.PROPOSED
    page = Paginator(proposals_of(request.user).filter(status=status), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "status": status, "statuses": ProposalStatus.choices}
    return render(request, "matching/proposal_list.html", context)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def proposal_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Why this need, and the answer: accept naming the fund that pays or none, or decline with a reason."""
    proposal = get_object_or_404(proposals_of(request.user), reference=reference)
    form = AnswerForm(request.POST or None, organisation_id=proposal.organisation_id)
    if request.method == "POST" and form.is_valid():
        try:
            return _answer(request, proposal, form)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    verdict = may_answer(request.user, proposal)
    context = {"proposal": proposal, "need": proposal.need, "form": form, "verdict": verdict}
    context["reasons"] = say_reasons(proposal)
    return render(request, "matching/proposal.html", context, status=409 if form.errors else 200)


def _answer(request: HttpRequest, proposal: Proposal, form: AnswerForm) -> HttpResponse:
    data, by = form.cleaned_data, _user(request)
    if data["answer"] == "accept":
        assignment = accept_proposal(by=by, proposal=proposal, fund_reference=data["fund"])
        messages.success(request, _("Agreed. The caseworker will now release what you need or name the window."))
        return redirect("assignment", reference=assignment.reference)
    decline_proposal(by=by, proposal=proposal, reason=data["reason"], comment=data["comment"])
    messages.success(request, _("Declined. The need is offered to others."))
    return redirect("proposals")


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def run_list(request: HttpRequest) -> HttpResponse:
    """Every run with its certified gap; an officer may start one."""
    verdict = may_run_match(request.user)
    runs = runs_visible_to(request.user)
    if not verdict.passed and not runs.exists():
        raise Http404
    if request.method == "POST":
        verdict.require()
        run, _found = run_match(by=_user(request))
        messages.success(request, _("%(pairs)s pairs proposed.") % {"pairs": run.pairs})
        return redirect("match_runs")
    page = Paginator(runs, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "matching/run_list.html", {"page": page, "verdict": verdict})


def _user(request: HttpRequest) -> User:
    """`login_required` has seen to it."""
    if not isinstance(request.user, User):
        raise TypeError("not signed in")
    return request.user
