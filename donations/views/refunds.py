"""`/partner/gifts/refunds/`: one person asks to give money back, another decides, the bank or the provider pays."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from donations.actions import approve_refund, decline_refund, record_refund_paid, redirect_refund, request_refund
from donations.actions.refunds import is_to_be_transferred
from donations.forms import RefundForm, RefundPaidForm
from donations.forms.finance import reasons_of
from donations.models import Gateway, Refund
from donations.queries import gifts_of_charities, refunds_of, refunds_waiting, refunds_waiting_for
from donations.receipts import papers_due
from donations.rules import may_approve_refund, may_handle_money
from donations.states import RefundStatus
from marketplace.accounts.signed_in import user_of
from marketplace.common.answers import attempt, posted
from marketplace.common.money import format_yuan
from marketplace.common.paging import turn_to_page
from marketplace.organisations.doors import for_partners

LISTS: Final = {"mine": refunds_waiting_for, "waiting": refunds_waiting, "all": refunds_of}
"""`?view=` -> the query behind it; the first is what a reader sees first."""


@require_safe
@for_partners
@never_cache
def refund_list(request: HttpRequest) -> HttpResponse:
    """What waits for the reader, for anybody of the charity, and everything."""
    view = request.GET.get("view", "mine")
    if view not in LISTS:
        raise Http404
    labels = {"mine": _("waiting for me"), "waiting": _("waiting for anybody"), "all": _("all")}
    views = [
        {"label": labels[key], "url": f"?view={key}", "count": rows(request.user).count(), "current": key == view}
        for key, rows in LISTS.items()
    ]
    context = {
        "page": turn_to_page(request, LISTS[view](request.user)),
        "views": views,
        "reasons": reason_names(),
        "crumbs": [(_("Gifts"), reverse("partner_gifts"))],
    }
    return render(request, "donations/refunds.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_partners
@never_cache
def new_refund(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask to give money back; nothing moves before a second person has agreed."""
    gift = get_object_or_404(gifts_of_charities(request.user), reference=reference)
    form = RefundForm(posted(request), initial={"amount": format_yuan(gift.fen - gift.refunded_fen)})
    made: list[Refund] = []
    status = 200
    if request.method == "POST":
        status = attempt(form, lambda: made.append(_request(request, form, gift_reference=reference)))
        if not status:
            messages.success(request, _("The refund waits for a second person."))
            return redirect("refund", reference=made[0].reference)
    context = {
        "gift": gift,
        "form": form,
        "may": may_handle_money(request.user, gift.programme.charity),
        "crumbs": [(_("Gifts"), reverse("partner_gifts")), (_("Gift"), reverse("partner_gift", args=[reference]))],
    }
    return render(request, "donations/new_refund.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_partners
@never_cache
def refund_page(request: HttpRequest, reference: str) -> HttpResponse:
    """One refund: agree, decline, or record the transfer with which it was paid."""
    refund = get_object_or_404(refunds_of(request.user), reference=reference)
    deed = request.POST.get("do", "")
    paid = RefundPaidForm(posted(request) if deed == "paid" else None)
    decide = forms.Form(posted(request) if deed in DECISIONS else None)
    status = 200
    if request.method == "POST":
        status = _settle(request, refund, deed, decide, paid)
        if not status:
            messages.success(request, _said_afterwards(refund))
            return redirect("refund", reference=reference)
    return render(request, "donations/refund.html", _context(request, refund, decide, paid), status=status)


DECISIONS: Final = {"approve": approve_refund, "decline": decline_refund, "redirect": redirect_refund}


def _request(request: HttpRequest, form: RefundForm, *, gift_reference: str) -> Refund:
    gift = gifts_of_charities(request.user).get(reference=gift_reference)
    data = form.cleaned_data
    return request_refund(by=user_of(request), gift=gift, fen=data["amount"], reason=data["reason"])


def _settle(request: HttpRequest, refund: Refund, deed: str, decide: forms.Form, paid: RefundPaidForm) -> int:
    by = user_of(request)
    if deed == "paid":
        return attempt(paid, lambda: record_refund_paid(by=by, refund=refund, serial=paid.cleaned_data["serial"]))
    if deed not in DECISIONS:
        raise Http404
    return attempt(decide, lambda: DECISIONS[deed](by=by, refund=refund))


def _said_afterwards(refund: Refund) -> str:
    refund.refresh_from_db()
    if refund.status == RefundStatus.DECLINED:
        return _("Declined. The gift stays as it is.")
    if refund.status == RefundStatus.SUCCEEDED:
        return _("The money is booked as given back; the donor is told.")
    if refund.payment.gateway == Gateway.STRIPE and not refund.by_transfer:
        return _("Approved. The payment provider gives the money back.")
    return _("Approved. Transfer the money back, then enter the bank's number here.")


def _context(request: HttpRequest, refund: Refund, decide: forms.Form, paid: RefundPaidForm) -> dict[str, Any]:
    gift = refund.payment.gift
    by_transfer = refund.payment.gateway != Gateway.STRIPE or refund.by_transfer
    return {
        "refund": refund,
        "gift": gift,
        "reason": reason_names().get(refund.reason, _("made at the payment provider")),
        "decide": decide,
        "paid": paid,
        "may_decide": may_approve_refund(request.user, refund),
        "may_pay": may_handle_money(request.user, gift.programme.charity),
        "to_pay": is_to_be_transferred(refund),
        "by_transfer": by_transfer,
        "papers": papers_due(gift),
        "crumbs": [(_("Gifts"), reverse("partner_gifts")), (_("Refunds"), reverse("refunds"))],
    }


def reason_names() -> dict[str, str]:
    """The listed reasons in the reader's language."""
    return dict(reasons_of("donation.refund_reasons"))
