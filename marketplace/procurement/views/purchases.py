"""The buyer's and the bureau's side until the deadline: drafting, keys, publication, answers, panel, opening."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketplace.accounts.models import Role
from marketplace.accounts.queries import holds_role
from marketplace.accounts.signed_in import user_of
from marketplace.common import clock
from marketplace.common.answers import attempt, posted
from marketplace.common.naming import said
from marketplace.common.paging import turn_to_page
from marketplace.organisations.queries import organisations_of
from marketplace.procurement import actions
from marketplace.procurement.clocks import clocks_of, trail_of
from marketplace.procurement.forms.bidding import CodeForm
from marketplace.procurement.forms.buying import AnswerForm, SeatForm, TenderForm
from marketplace.procurement.models import Clarification, Contract, Seat, Tender
from marketplace.procurement.queries import open_questions, opened_bids, queries_about, tenders_worked_on_by
from marketplace.procurement.rules import faults_of
from marketplace.procurement.rules.judging import PANEL_FORMS, conflict_of, panel_is_ready
from marketplace.procurement.rules.keys import may_give_code, may_take_key
from marketplace.procurement.rules.publishing import may_cancel
from marketplace.procurement.states import TenderStatus
from marketplace.procurement.views.pressing import press


@require_safe
@login_required
@never_cache
def purchase_list(request: HttpRequest) -> HttpResponse:
    """Every purchase the reader works on, drafts too."""
    if not works_here(request):
        raise Http404
    context = {"page": turn_to_page(request, tenders_worked_on_by(request.user))}
    return render(request, "procurement/purchase_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def draft(request: HttpRequest, reference: str = "") -> HttpResponse:
    """Write a purchase down, or correct a draft."""
    if not works_here(request):
        raise Http404
    tender = get_object_or_404(_drafts(request), reference=reference) if reference else None
    form = TenderForm.revising(tender, posted(request)) if tender else TenderForm(posted(request))
    status, made = 200, []
    if request.method == "POST":
        status = attempt(form, lambda: made.append(_keep(request, tender, form)))
        if not status:
            messages.success(request, _("Kept as a draft. Nothing is public yet."))
            return redirect("purchase", reference=made[0].reference)
    context = {"form": form, "tender": tender, "crumbs": crumbs(tender)}
    return render(request, "procurement/draft_tender.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def purchase(request: HttpRequest, reference: str) -> HttpResponse:
    """One purchase with what is to be done next."""
    tender = worked_on(request, reference)
    refused, status = forms.Form(), 0
    if request.method == "POST":
        by = user_of(request)
        refused, status = press(
            request,
            {
                "publish": (
                    lambda: actions.publish_tender(by=by, tender=tender),
                    _("Published. Everybody sees it now, at the same moment."),
                ),
                "cancel": (
                    lambda: actions.cancel_tender(by=by, tender=tender, because="BY_OFFICER"),
                    _("Cancelled. What was sealed stays sealed."),
                ),
                "close": (lambda: actions.close_tender(by=by, tender=tender), _("Bids are closed.")),
            },
        )
        if not status:
            return redirect("purchase", reference=reference)
    context = _context(request, tender) | {"refused": refused}
    return render(request, "procurement/purchase.html", context, status=status or 200)


@require_POST
@login_required
@never_cache
def take_key(request: HttpRequest, reference: str) -> HttpResponse:
    """Take one half; the code is in this answer and nowhere else."""
    tender = worked_on(request, reference)
    refused, codes = forms.Form(request.POST), []
    status = attempt(refused, lambda: codes.append(actions.take_opening_key(by=user_of(request), tender=tender)))
    if status:
        context = _context(request, tender) | {"refused": refused}
        return render(request, "procurement/purchase.html", context, status=status)
    return render(request, "procurement/key.html", {"tender": tender, "code": codes[0], "crumbs": crumbs(tender)})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def answer(request: HttpRequest, reference: str) -> HttpResponse:
    """Answer a question for everybody at once."""
    rows = Clarification.objects.filter(tender__in=tenders_worked_on_by(request.user)).select_related("tender")
    question = get_object_or_404(rows, reference=reference)
    form, status = AnswerForm(posted(request)), 200
    if request.method == "POST":
        status = attempt(form, lambda: _answer(request, question, form))
        if not status:
            messages.success(request, _("Answered. Everybody reads it now."))
            return redirect("purchase", reference=question.tender.reference)
    context = {"question": question, "tender": question.tender, "form": form, "crumbs": crumbs(question.tender)}
    return render(request, "procurement/answer.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def panel(request: HttpRequest, reference: str) -> HttpResponse:
    """Appoint the panel; a member with a tie stands aside."""
    tender = worked_on(request, reference)
    form, refused, status = SeatForm(), forms.Form(), 0
    if request.method == "POST" and request.POST.get("do") == "stand_aside":
        seat = get_object_or_404(Seat, tender=tender, pk=request.POST.get("seat", "0"))
        deed = lambda: actions.let_stand_aside(by=user_of(request), seat=seat)  # noqa: E731
        refused, status = press(request, {"stand_aside": (deed, _("The member stands aside."))})
    elif request.method == "POST":
        form = SeatForm(request.POST)
        status = attempt(form, lambda: _appoint(request, tender, form))
    if request.method == "POST" and not status:
        return redirect("panel", reference=reference)
    seats = tender.seats.select_related("member", "tender")
    context = {
        "tender": tender,
        "seats": [(seat, conflict_of(seat)) for seat in seats],
        "verdict": panel_is_ready(tender),
        "forming": tender.status in PANEL_FORMS,
        "form": form,
        "refused": refused,
        "crumbs": crumbs(tender),
    }
    return render(request, "procurement/panel.html", context, status=status or 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def opening(request: HttpRequest, reference: str) -> HttpResponse:
    """Give the code of one half; the second one opens every bid."""
    tender = worked_on(request, reference)
    form, status, opened = CodeForm(posted(request)), 200, []
    if request.method == "POST":
        status = attempt(form, lambda: opened.append(_give(request, tender, form)))
        if not status:
            told = (
                _("All bids are open.") if opened[0] else _("Your code is given. The second officer gives the other.")
            )
            messages.success(request, told)
            return redirect("compliance" if opened[0] else "opening", reference=reference)
    context = {
        "tender": tender,
        "keys": tender.opening_keys.select_related("officer"),
        "verdict": may_give_code(request.user, tender),
        "form": form,
        "crumbs": crumbs(tender),
    }
    return render(request, "procurement/opening.html", context, status=status)


def works_here(request: HttpRequest) -> bool:
    """Officers, and whoever acts for an organisation that buys."""
    buys = organisations_of(request.user).filter(kind="government").exists()
    return holds_role(request.user, Role.OFFICER) or buys


def worked_on(request: HttpRequest, reference: str) -> Tender:
    """A purchase that the reader works on; for everybody else, and for its panel, it is not found."""
    return get_object_or_404(tenders_worked_on_by(request.user), reference=reference)


def crumbs(tender: Tender | None = None) -> list[tuple[str, str]]:
    """From the list of purchases down."""
    found = [(_("Purchases"), reverse("purchases"))]
    if tender is not None:
        found.append((said(tender, "title"), reverse("purchase", args=[tender.reference])))
    return found


def _context(request: HttpRequest, tender: Tender) -> dict[str, Any]:
    return {
        "tender": tender,
        "faults": faults_of(tender) if tender.status == TenderStatus.DRAFT else [],
        "keys": tender.opening_keys.select_related("officer"),
        "may_take_key": may_take_key(request.user, tender),
        "may_cancel": may_cancel(request.user, tender),
        "is_due": tender.status == TenderStatus.OPEN and tender.bids_until <= clock.now(),
        "questions": open_questions(tender),
        "opened": opened_bids(request.user, tender),
        "seats": tender.seats.filter(stood_aside_at__isnull=True).count(),
        "queries": queries_about(tender),
        "contract": Contract.objects.filter(award__tender=tender).first(),
        "clocks": clocks_of(tender),
        "trail": trail_of(tender),
        "crumbs": crumbs(),
    }


def _drafts(request: HttpRequest) -> Any:
    return tenders_worked_on_by(request.user).filter(status=TenderStatus.DRAFT)


def _keep(request: HttpRequest, tender: Tender | None, form: TenderForm) -> Tender:
    if tender is None:
        return actions.draft_tender(by=user_of(request), **form.tender())
    actions.revise_tender(by=user_of(request), tender=tender, **form.tender())
    return tender


def _answer(request: HttpRequest, question: Clarification, form: AnswerForm) -> None:
    data = form.cleaned_data
    actions.answer_question(
        by=user_of(request), question=question, answer=data["answer"], affects_bids=data["affects_bids"]
    )


def _appoint(request: HttpRequest, tender: Tender, form: SeatForm) -> None:
    data = form.cleaned_data
    actions.appoint(by=user_of(request), tender=tender, member=data["email"], is_expert=data["is_expert"])
    messages.success(request, _("Appointed. The member declares interests next."))


def _give(request: HttpRequest, tender: Tender, form: CodeForm) -> bool:
    return actions.give_code(by=user_of(request), tender=tender, code=form.cleaned_data["code"])
