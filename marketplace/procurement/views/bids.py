"""A bidder's side: questions, the draft, checking and sealing, the receipt, taking back, and what became of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.accounts.signed_in import user_of
from marketplace.common.answers import attempt, posted
from marketplace.common.naming import said
from marketplace.common.paging import turn_to_page
from marketplace.organisations.doors import for_partners
from marketplace.organisations.models import Organisation
from marketplace.procurement import actions
from marketplace.procurement.actions.bidding import drafted
from marketplace.procurement.clocks import is_over, query_until, trail_of
from marketplace.procurement.forms.bidding import BidForm, CodeForm, QueryForm, QuestionForm, criterion_name
from marketplace.procurement.models import Award, Bid, BidDraft, Tender
from marketplace.procurement.queries import bidders_for, bids_of, published_tenders
from marketplace.procurement.rules.awarding import may_query
from marketplace.procurement.rules.bidding import faults_in, may_bid
from marketplace.procurement.states import DECIDED, TenderStatus
from marketplace.procurement.views.pressing import press


@require_safe
@for_partners
@never_cache
def bid_list(request: HttpRequest) -> HttpResponse:
    """What the reader's organisations bid, and the tenders that are open."""
    context = {
        "page": turn_to_page(request, bids_of(request.user)),
        "open": [tender for tender in published_tenders().filter(status=TenderStatus.OPEN) if not is_over(tender)],
        "bidders": bidders_for(request.user),
    }
    return render(request, "procurement/bid_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_partners
@never_cache
def ask(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask the buyer; everybody reads the answer."""
    tender = get_object_or_404(published_tenders(), reference=reference)
    form, status = QuestionForm(posted(request), organisations=bidders_for(request.user)), 200
    if request.method == "POST":
        status = attempt(form, lambda: _ask(request, tender, form))
        if not status:
            messages.success(request, _("Asked. Question and answer appear on the tender's page for everybody."))
            return redirect("tender", reference=reference)
    context = {"tender": tender, "form": form, "crumbs": _crumbs(tender)}
    return render(request, "procurement/ask.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_partners
@never_cache
def write_bid(request: HttpRequest, reference: str, organisation: str) -> HttpResponse:
    """The draft: kept as often as one likes, checked on the next page."""
    tender, bidder = _parties(request, reference, organisation)
    draft = BidDraft.objects.filter(bid__tender=tender, bid__bidder=bidder).select_related("bid").first()
    form = BidForm(posted(request), tender=tender, content=drafted(draft.bid) if draft else None)
    verdict, status = may_bid(request.user, tender, bidder), 200
    if request.method == "POST":
        status = attempt(
            form,
            lambda: actions.draft_bid(by=user_of(request), tender=tender, bidder=bidder, content=form.content()),
        )
        if not status:
            return redirect("check_bid", reference=reference, organisation=organisation)
    context = {"tender": tender, "bidder": bidder, "form": form, "verdict": verdict, "crumbs": _crumbs(tender)}
    return render(request, "procurement/write_bid.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_partners
@never_cache
def check_bid(request: HttpRequest, reference: str, organisation: str) -> HttpResponse:
    """Check the answers, then seal; the receipt with its code is shown in answer, once."""
    tender, bidder = _parties(request, reference, organisation)
    bid = get_object_or_404(Bid.objects.select_related("tender", "bidder"), tender=tender, bidder=bidder)
    if not BidDraft.objects.filter(bid=bid).exists():
        return redirect("bid", reference=bid.reference)
    content = drafted(bid)
    refused, status, receipts = forms.Form(posted(request)), 200, []
    if request.method == "POST":
        status = attempt(refused, lambda: receipts.append(actions.seal_bid(by=user_of(request), bid=bid)))
        if not status:
            context = {"tender": tender, "bidder": bidder, "receipt": receipts[0], "crumbs": _crumbs(tender)}
            return render(request, "procurement/receipt.html", context)
    context = {
        "tender": tender,
        "bidder": bidder,
        "content": content,
        "answers": [(criterion_name(each), content.answers.get(each["id"], "")) for each in tender.criteria],
        "faults": faults_in(bid, content),
        "verdict": may_bid(request.user, tender, bidder),
        "refused": refused,
        "crumbs": _crumbs(tender),
    }
    return render(request, "procurement/check_bid.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_partners
@never_cache
def bid_page(request: HttpRequest, reference: str) -> HttpResponse:
    """One of our bids: its receipt, replacing and withdrawing it, and after the award the reasons and the query."""
    bid = get_object_or_404(bids_of(request.user), reference=reference)
    award = Award.objects.filter(tender=bid.tender).select_related("bid__bidder").first()
    code, query, refused, status = CodeForm(), QueryForm(), forms.Form(), 200
    if request.method == "POST":
        match request.POST.get("do"):
            case "read":
                code = CodeForm(request.POST)
                status = attempt(code, lambda: _read(request, bid, code))
                if not status:
                    messages.success(request, _("Brought back into a draft. The sealed bid stays in force meanwhile."))
                    return redirect("write_bid", reference=bid.tender.reference, organisation=bid.bidder.reference)
            case "query":
                query = QueryForm(request.POST)
                status = attempt(query, lambda: _query(request, award, bid, query))
            case _:
                withdraw = lambda: actions.withdraw_bid(by=user_of(request), bid=bid)  # noqa: E731
                refused, status = press(request, {"withdraw": (withdraw, _("Withdrawn. It will not be opened."))})
        if not status:
            return redirect("bid", reference=reference)
    context = _bid_context(request, bid, award) | {"code": code, "query": query, "refused": refused}
    return render(request, "procurement/bid.html", context, status=status or 200)


def _bid_context(request: HttpRequest, bid: Bid, award: Award | None) -> dict[str, Any]:
    decided = award is not None and bid.tender.status in DECIDED
    return {
        "bid": bid,
        "tender": bid.tender,
        "award": award,
        "winner": award.bid if award and decided else None,
        "in_time": may_bid(request.user, bid.tender, bid.bidder),
        "may_query": may_query(request.user, award, bid.bidder) if award else None,
        "query_until": query_until(award) if award else None,
        "queries": award.queries.filter(bidder=bid.bidder) if award else [],
        "marks": _marks(bid),
        "trail": trail_of(bid.tender),
        "crumbs": [(_("Our bids"), reverse("bids"))],
    }


def _marks(bid: Bid) -> list[tuple[str, str]]:
    """(criterion, mean of the panel), the price last; empty until ranked."""
    if not bid.figures or bid.tender.status not in DECIDED:
        return []
    scores = bid.figures["scores"]
    rows = [(criterion_name(each), scores[each["id"]]) for each in bid.tender.criteria]
    return [*rows, (_("Price"), bid.figures["price_score"])]


def _parties(request: HttpRequest, reference: str, organisation: str) -> tuple[Tender, Organisation]:
    tender = get_object_or_404(published_tenders(), reference=reference)
    return tender, get_object_or_404(bidders_for(request.user), reference=organisation)


def _ask(request: HttpRequest, tender: Tender, form: QuestionForm) -> None:
    data = form.cleaned_data
    actions.ask_question(by=user_of(request), tender=tender, organisation=data["organisation"], text=data["text"])


def _read(request: HttpRequest, bid: Bid, form: CodeForm) -> None:
    actions.read_own_copy(by=user_of(request), bid=bid, code=form.cleaned_data["code"])


def _query(request: HttpRequest, award: Award | None, bid: Bid, form: QueryForm) -> None:
    if award is None:
        raise Http404
    actions.file_query(by=user_of(request), award=award, bidder=bid.bidder, text=form.cleaned_data["text"])
    messages.success(request, _("Your query is filed. No contract is signed before it is answered."))


def _crumbs(tender: Tender) -> list[tuple[str, str]]:
    return [
        (_("Public contracts"), reverse("procurement")),
        (said(tender, "title"), reverse("tender", args=[tender.reference])),
    ]
