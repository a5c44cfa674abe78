"""The ranking with names, the award, the answers to queries."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace.accounts.signed_in import user_of
from marketplace.common.answers import attempt, posted
from marketplace.procurement import actions
from marketplace.procurement.forms.buying import QueryAnswerForm
from marketplace.procurement.models import AwardQuery, Tender
from marketplace.procurement.queries import opened_bids, queries_about, tenders_worked_on_by
from marketplace.procurement.rules.awarding import may_answer_query, may_award, may_pass_over
from marketplace.procurement.states import TenderStatus
from marketplace.procurement.views.pressing import press
from marketplace.procurement.views.purchases import crumbs, worked_on

SHOWS_RANKS = frozenset({TenderStatus.RANKED, TenderStatus.AWARDED, TenderStatus.CONTRACTED, TenderStatus.COMPLETED})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def award(request: HttpRequest, reference: str) -> HttpResponse:
    """The ranking, and the decision; who scored does not find this page."""
    tender = worked_on(request, reference)
    refused, status = forms.Form(), 0
    if request.method == "POST":
        bid = get_object_or_404(tender.bids.select_related("bidder"), reference=request.POST.get("bid", ""))
        by = user_of(request)
        refused, status = press(
            request,
            {
                "award": (
                    lambda: actions.award_tender(by=by, bid=bid),
                    _("Awarded. Every bidder is told, with reasons, at the same moment."),
                ),
                "pass_over": (lambda: actions.pass_over(by=by, bid=bid), _("Passed over. The next one is asked.")),
            },
        )
        if not status:
            return redirect("award", reference=reference)
    context = {
        "tender": tender,
        "bids": _ranked(request, tender),
        "waits": tender.status == TenderStatus.RANKED,
        "queries": queries_about(tender),
        "refused": refused,
        "crumbs": crumbs(tender),
    }
    return render(request, "procurement/award.html", context, status=status or 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def answer_query(request: HttpRequest, reference: str) -> HttpResponse:
    """Answer a bidder's query about the award."""
    rows = AwardQuery.objects.filter(award__tender__in=tenders_worked_on_by(request.user))
    query = get_object_or_404(rows.select_related("award__tender", "bidder"), reference=reference)
    form, status = QueryAnswerForm(posted(request)), 200
    if request.method == "POST":
        status = attempt(form, lambda: _answer(request, query, form))
        if not status:
            messages.success(request, _("Answered. The bidder is told."))
            return redirect("award", reference=query.award.tender.reference)
    context = {
        "query": query,
        "tender": query.award.tender,
        "verdict": may_answer_query(request.user, query),
        "form": form,
        "crumbs": crumbs(query.award.tender),
    }
    return render(request, "procurement/answer_query.html", context, status=status)


def _ranked(request: HttpRequest, tender: Tender) -> list[tuple[object, ...]]:
    """(bid, may it be awarded, may it be passed over), the best first."""
    if tender.status not in SHOWS_RANKS:
        return []
    return [
        (bid, may_award(request.user, bid), may_pass_over(request.user, bid))
        for bid in opened_bids(request.user, tender)
    ]


def _answer(request: HttpRequest, query: AwardQuery, form: QueryAnswerForm) -> None:
    data = form.cleaned_data
    actions.answer_query(by=user_of(request), query=query, answer=data["answer"], upheld=data["upheld"])
