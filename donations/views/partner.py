"""`/partner/gifts/` and `/partner/programmes/`: finance staff confirm, receipt and spend."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from donations.actions import confirm_received, spend
from donations.forms import ReceiptForm, SpendingForm
from donations.models import Certificate, Dispute, Gift, Refund
from donations.queries import (
    disputes_of,
    gift_trail,
    gifts_of_charities,
    line_counts,
    programme_figures,
    programmes_of,
    read_donor,
    refunds_waiting_for,
)
from donations.queries.lines import WAITING
from donations.receipts import papers_due, receipt_in_force, record_receipt, reverse_receipt
from donations.states import WITH_MONEY, DisputeStatus, GiftStatus
from marketplace.accounts.models import User
from marketplace.accounts.signed_in import user_of
from marketplace.common.answers import attempt, posted
from marketplace.common.verdict import DomainError
from marketplace.organisations.doors import for_partners

PER_PAGE = 20


@require_GET
@for_partners
@never_cache
def gift_list(request: HttpRequest) -> HttpResponse:
    """Gifts to the charities for which the reader acts; no donor is named in the list."""
    gifts = gifts_of_charities(request.user)
    status = request.GET.get("status", "")
    page = Paginator(gifts.filter(status=status) if status else gifts, PER_PAGE).get_page(request.GET.get("page"))
    counts = line_counts(request.user)
    context = {
        "page": page,
        "status": status,
        "lines_waiting": sum(counts[queue] for queue in WAITING),
        "refunds_waiting": refunds_waiting_for(request.user).count(),
        "disputes_open": disputes_of(request.user).filter(status=DisputeStatus.OPEN).count(),
    }
    return render(request, "donations/partner_gifts.html", context)


@require_GET
@for_partners
@never_cache
def gift_detail(request: HttpRequest, reference: str) -> HttpResponse:
    """One gift; who gives is read for the receipt and the read is written down."""
    gift = get_object_or_404(gifts_of_charities(request.user), reference=reference)
    return _gift(request, gift, ReceiptForm())


def _gift(request: HttpRequest, gift: Gift, form: ReceiptForm, status: int = 200) -> HttpResponse:
    try:
        donor = read_donor(by=request.user, gift=gift, purpose="receipt")
    except DomainError as refusal:
        messages.info(request, str(refusal))
        donor = None
    context = {
        "gift": gift,
        "donor": donor,
        "form": form,
        "receipt": receipt_in_force(gift),
        "trail": gift_trail(gift),
        "certificates": Certificate.objects.filter(gift=gift),
        "papers": papers_due(gift),
        "crumbs": [(_("Gifts"), reverse("partner_gifts"))],
        "left": gift.fen - gift.refunded_fen,
        "refundable": gift.status in WITH_MONEY | {GiftStatus.RED_LETTERED} and gift.fen > gift.refunded_fen,
        "refunds": Refund.objects.filter(payment__gift=gift).order_by("pk"),
        "disputes": Dispute.objects.filter(payment__gift=gift).order_by("pk"),
    }
    return render(request, "donations/partner_gift.html", context, status=status)


@require_POST
@for_partners
def confirm_gift(request: HttpRequest, reference: str) -> HttpResponse:
    """The money is on the charity's account."""
    gift = get_object_or_404(gifts_of_charities(request.user), reference=reference)
    return _do(request, gift, lambda by: confirm_received(by=by, gift=gift), _("The gift is confirmed."))


@require_http_methods(["POST"])
@for_partners
def receipt_gift(request: HttpRequest, reference: str) -> HttpResponse:
    """Record the statutory receipt; a new certificate number follows by itself."""
    gift = get_object_or_404(gifts_of_charities(request.user), reference=reference)
    form = ReceiptForm(request.POST)
    if not form.is_valid():
        return _gift(request, gift, form, status=422)
    try:
        record_receipt(by=user_of(request), gift=gift, **form.cleaned_data)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return _gift(request, gift, form, status=409)
    messages.success(request, _("The receipt is recorded; the certificate gets a new number."))
    return redirect("partner_gift", reference=reference)


@require_POST
@for_partners
def red_letter_gift(request: HttpRequest, reference: str) -> HttpResponse:
    """Record the red-letter receipt that reverses the one in force."""
    gift = get_object_or_404(gifts_of_charities(request.user), reference=reference)
    receipt, form = receipt_in_force(gift), ReceiptForm(request.POST)
    if receipt is None or not form.is_valid():
        return _gift(request, gift, form, status=422)
    try:
        reverse_receipt(by=user_of(request), receipt=receipt, fen=-receipt.fen, **form.cleaned_data)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return _gift(request, gift, form, status=409)
    messages.success(request, _("The receipt is reversed; the certificate reads revoked."))
    return redirect("partner_gift", reference=reference)


@require_http_methods(["GET", "POST"])
@for_partners
@never_cache
def programme_books(request: HttpRequest) -> HttpResponse:
    """The charity's programmes with what they hold, and the form to record what was spent."""
    programmes = programmes_of(request.user)
    form, status = SpendingForm(posted(request), programmes=programmes), 200
    if request.method == "POST":
        status = attempt(form, lambda: _spend(user_of(request), form))
        if not status:
            messages.success(request, _("The spending is recorded; the oldest gifts paid for it."))
            return redirect("partner_programmes")
    page = Paginator(programmes, PER_PAGE).get_page(request.GET.get("page"))
    rows = [{"programme": programme, "figures": programme_figures(programme)} for programme in page]
    return render(
        request, "donations/partner_programmes.html", {"page": page, "rows": rows, "form": form}, status=status
    )


def _spend(by: User, form: SpendingForm) -> None:
    data = dict(form.cleaned_data)
    spend(by=by, fen=data.pop("amount"), **data)


def _do(request: HttpRequest, gift: Gift, action: Callable[[User], object], done: str) -> HttpResponse:
    try:
        action(user_of(request))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("partner_gift", reference=gift.reference)
