"""Compliance for officers; interests, marks and conference for the panel, who never learn whose bid it is."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.accounts.signed_in import user_of
from marketplace.common.answers import attempt, posted
from marketplace.procurement import actions
from marketplace.procurement.bid_content import BidContent
from marketplace.procurement.floors import least_bids
from marketplace.procurement.forms.bidding import criterion_name
from marketplace.procurement.forms.buying import ComplianceForm
from marketplace.procurement.forms.judging import InterestsForm, MarksForm
from marketplace.procurement.models import Bid, Mark, Seat, Tender
from marketplace.procurement.queries import blind_bids, opened_bids, seats_of
from marketplace.procurement.rules.judging import (
    compliance_is_judged,
    may_confer,
    may_declare,
    may_judge_compliance,
    may_score,
    panel_is_ready,
)
from marketplace.procurement.states import BidStatus, TenderStatus
from marketplace.procurement.views.pressing import press
from marketplace.procurement.views.purchases import crumbs, worked_on

MARKED = (TenderStatus.SCORING, TenderStatus.CONFERRING)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def compliance(request: HttpRequest, reference: str) -> HttpResponse:
    """Every opened bid; when all are judged the panel may score."""
    tender = worked_on(request, reference)
    refused, status = forms.Form(), 0
    if request.method == "POST":
        settle = lambda: actions.settle_compliance(by=user_of(request), tender=tender)  # noqa: E731
        refused, status = press(request, {"settle": (settle, _("Compliance is settled."))})
        if not status:
            return redirect("purchase", reference=reference)
    bids = opened_bids(request.user, tender)
    context = {
        "tender": tender,
        "bids": bids,
        "verdict": may_judge_compliance(request.user, tender),
        "judged": compliance_is_judged(tender),
        "left": sum(bid.status == BidStatus.OPENED for bid in bids),
        "too_few": sum(bid.status == BidStatus.COMPLIANT for bid in bids) < least_bids(tender),
        "panel": panel_is_ready(tender),
        "refused": refused,
        "crumbs": crumbs(tender),
    }
    return render(request, "procurement/compliance.html", context, status=status or 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def judge(request: HttpRequest, reference: str, bid: str) -> HttpResponse:
    """One opened bid: what it says, and whether it complies."""
    tender = worked_on(request, reference)
    row = get_object_or_404(
        Bid.objects.select_related("opened", "bidder"), tender=tender, reference=bid, opened__isnull=False
    )
    form, status = ComplianceForm(posted(request)), 200
    if request.method == "POST":
        status = attempt(form, lambda: _judge(request, row, form))
        if not status:
            messages.success(request, _("Judged."))
            return redirect("compliance", reference=reference)
    content = BidContent.from_json(row.opened.content)
    context = {
        "tender": tender,
        "bid": row,
        "content": content,
        "answers": [(criterion_name(each), content.answers.get(each["id"], "")) for each in tender.criteria],
        "waits": row.status == BidStatus.OPENED,
        "verdict": may_judge_compliance(request.user, tender),
        "form": form,
        "crumbs": [*crumbs(tender), (_("Compliance"), reverse("compliance", args=[reference]))],
    }
    return render(request, "procurement/judge.html", context, status=status)


@require_safe
@login_required
@never_cache
def seat_list(request: HttpRequest) -> HttpResponse:
    """Panels on which the reader sits."""
    return render(request, "procurement/seat_list.html", {"seats": seats_of(request.user)})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def seat(request: HttpRequest, reference: str) -> HttpResponse:
    """A member's page: declare, then score alone, then confer and agree."""
    held = get_object_or_404(seats_of(request.user), tender__reference=reference)
    tender = held.tender
    bids = blind_bids(tender) if tender.status in MARKED and not held.stood_aside_at else []
    interests, refused, status = InterestsForm(initial=_declared(held)), forms.Form(), 0
    marks = MarksForm(tender=tender, bids=bids, given=_given(held))
    if request.method == "POST":
        match request.POST.get("do"):
            case "declare":
                interests = InterestsForm(request.POST)
                status = attempt(interests, lambda: _declare(request, tender, interests))
            case "marks":
                marks = MarksForm(request.POST, tender=tender, bids=bids, given={})
                status = attempt(marks, lambda: _mark(request, tender, marks))
            case _:
                deed = lambda: actions.agree(by=user_of(request), tender=tender)  # noqa: E731
                refused, status = press(request, {"agree": (deed, _("You agree to the marks as they stand."))})
        if not status:
            return redirect("seat", reference=reference)
    context = _seat_context(request, held) | {"interests": interests, "marks": marks, "bids": bids, "refused": refused}
    return render(request, "procurement/seat.html", context, status=status or 200)


def _seat_context(request: HttpRequest, held: Seat) -> dict[str, Any]:
    confers = may_confer(request.user, held.tender)
    return {
        "seat": held,
        "tender": held.tender,
        "may_declare": may_declare(request.user, held.tender),
        "may_score": may_score(request.user, held.tender),
        "may_confer": confers,
        "everybody": _sheet_of_all(held.tender) if confers.passed else [],
        "crumbs": [(_("My panels"), reverse("seats"))],
    }


def _sheet_of_all(tender: Tender) -> list[tuple[str, str, list[Decimal]]]:
    """(bid's letter, criterion, the marks of all members in the order of their seats)."""
    found: dict[tuple[str, str], list[Decimal]] = {}
    rows = Mark.objects.filter(bid__tender=tender, seat__stood_aside_at__isnull=True)
    for label, criterion, value in rows.order_by("seat_id").values_list("bid__label", "criterion", "value"):
        found.setdefault((label, criterion), []).append(value)
    names = {each["id"]: criterion_name(each) for each in tender.criteria}
    return [(label, names[criterion], values) for (label, criterion), values in sorted(found.items())]


def _declared(held: Seat) -> dict[str, Any]:
    return {"organisations": list(held.interests.values_list("reference", flat=True))}


def _given(held: Seat) -> dict[tuple[str, str], Decimal]:
    rows = held.marks.values_list("bid__reference", "criterion", "value")
    return {(bid, criterion): value for bid, criterion, value in rows}


def _judge(request: HttpRequest, bid: Bid, form: ComplianceForm) -> None:
    data = form.cleaned_data
    actions.judge_bid(
        by=user_of(request), bid=bid, exclusion=data["exclusion"], grant_deduction=data["grant_deduction"]
    )


def _declare(request: HttpRequest, tender: Tender, form: InterestsForm) -> None:
    actions.declare_interests(by=user_of(request), tender=tender, organisations=form.cleaned_data["organisations"])
    messages.success(request, _("Declared. Thank you."))


def _mark(request: HttpRequest, tender: Tender, form: MarksForm) -> None:
    """Handed in alone, or revised while the panel confers."""
    do = actions.revise_marks if tender.status == TenderStatus.CONFERRING else actions.hand_in_marks
    do(by=user_of(request), tender=tender, marks=form.marks())
    messages.success(request, _("Your marks are handed in."))
