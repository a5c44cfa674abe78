"""A milestone: reported with evidence, accepted or sent back, paid, and its payments corrected."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace.accounts.models import User
from marketplace.accounts.signed_in import user_of
from marketplace.common.answers import attempt, posted
from marketplace.common.naming import said
from marketplace.documents.actions import store_upload
from marketplace.procurement import actions
from marketplace.procurement.forms.buying import DeliveryForm, ReturnForm
from marketplace.procurement.forms.paying import CorrectionForm, PaymentForm
from marketplace.procurement.models import Milestone, Payment
from marketplace.procurement.queries import milestones_visible_to
from marketplace.procurement.rules.paying import may_correct_payment, may_pay
from marketplace.procurement.rules.performing import may_accept, may_act_as_buyer, may_deliver
from marketplace.procurement.views.pressing import press


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def milestone(request: HttpRequest, reference: str) -> HttpResponse:
    """The supplier reports with evidence; the buyer accepts or sends back, and pays."""
    row = get_object_or_404(milestones_visible_to(request.user), reference=reference)
    delivery, back, pay, refused, status = DeliveryForm(), ReturnForm(), PaymentForm(), forms.Form(), 0
    if request.method == "POST":
        match request.POST.get("do"):
            case "deliver":
                delivery = DeliveryForm(request.POST, request.FILES)
                status = attempt(delivery, lambda: _deliver(user_of(request), row, delivery))
            case "send_back":
                back = ReturnForm(request.POST)
                status = attempt(back, lambda: _send_back(request, row, back))
            case "pay":
                pay = PaymentForm(request.POST)
                status = attempt(pay, lambda: _pay(request, row, pay))
            case _:
                accept = lambda: actions.accept_milestone(by=user_of(request), milestone=row)  # noqa: E731
                refused, status = press(request, {"accept": (accept, _("Accepted."))})
        if not status:
            return redirect("milestone", reference=reference)
    context = {
        "milestone": row,
        "contract": row.contract,
        "evidence": row.evidence.select_related("file"),
        "may_deliver": may_deliver(request.user, row),
        "may_accept": may_accept(request.user, row),
        "payments": _payments(request, row),
        "may_pay": may_pay(request.user, row),
        "delivery": delivery,
        "back": back,
        "pay": pay,
        "refused": refused,
        "crumbs": _crumbs(row),
    }
    return render(request, "procurement/milestone.html", context, status=status or 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def correct_payment(request: HttpRequest, reference: str, part: int) -> HttpResponse:
    """The buyer puts a right entry in the place of a mistaken one; both stay on the page of the milestone."""
    row = get_object_or_404(milestones_visible_to(request.user), reference=reference)
    wrong = next((each for each in row.standing_payments if each.part == part), None)
    if wrong is None or not may_act_as_buyer(request.user, row.contract.award).passed:
        raise Http404
    form, status = CorrectionForm.of(wrong, posted(request)), 200
    if request.method == "POST":
        status = attempt(form, lambda: _correct(request, wrong, form))
        if not status:
            return redirect("milestone", reference=reference)
    context = {"milestone": row, "payment": wrong, "form": form, "crumbs": _crumbs(row, itself=True)}
    return render(request, "procurement/correct_payment.html", context, status=status)


def _crumbs(row: Milestone, *, itself: bool = False) -> list[tuple[str, str]]:
    above = [
        (_("Contracts"), reverse("contracts")),
        (row.contract.number, reverse("contract", args=[row.contract.reference])),
    ]
    return [*above, (said(row, "title"), reverse("milestone", args=[row.reference]))] if itself else above


def _payments(request: HttpRequest, row: Milestone) -> list[tuple[Payment, bool, bool]]:
    """(entry, does it stand, may the reader correct it), every entry that was ever made."""
    standing = {each.pk for each in row.standing_payments}
    entries = row.payments.select_related("recorded_by", "milestone__contract__award__tender")
    return [(each, each.pk in standing, may_correct_payment(request.user, each).passed) for each in entries]


@transaction.atomic
def _deliver(by: User, row: Milestone, form: DeliveryForm) -> None:
    data = form.cleaned_data
    may_deliver(by, row, data["delivered_on"]).require()  # before a file is kept
    file = store_upload(by=by, purpose="milestone", data=data["evidence"].read())
    actions.deliver_milestone(
        by=by, milestone=row, delivered_on=data["delivered_on"], note=data["note"], evidence=[file]
    )


def _send_back(request: HttpRequest, row: Milestone, form: ReturnForm) -> None:
    actions.return_milestone(by=user_of(request), milestone=row, because=form.cleaned_data["because"])
    messages.success(request, _("Sent back. The supplier reads what is missing."))


def _pay(request: HttpRequest, row: Milestone, form: PaymentForm) -> None:
    actions.pay_milestone(by=user_of(request), milestone=row, **form.cleaned_data)
    messages.success(request, _("Entered. The supplier is told, and everybody reads it on the public page."))


def _correct(request: HttpRequest, wrong: Payment, form: CorrectionForm) -> None:
    actions.correct_payment(by=user_of(request), payment=wrong, **form.cleaned_data)
    messages.success(request, _("Corrected. The supplier is told, and everybody reads what stands now."))
