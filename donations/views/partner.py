"""`/partner/gifts/` and `/partner/programmes/`: finance staff confirm, receipt, spend and read statements."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from donations.actions import confirm_received, request_refund, spend
from donations.forms import AmountField, ReceiptForm, SpendingForm, StatementForm
from donations.models import Certificate, Gift
from donations.queries import gift_trail, gifts_of_charities, programme_figures, programmes_of, read_donor
from donations.queries.pages import bank_account_of
from donations.receipts import receipt_in_force, record_receipt, reverse_receipt
from donations.reconciliation import import_statement
from marketplace.accounts.models import User
from marketplace.common.verdict import DomainError

PER_PAGE = 20


@require_GET
@login_required
@never_cache
def gift_list(request: HttpRequest) -> HttpResponse:
    """Gifts to the charities for which the reader acts; no donor is named in the list."""
    gifts = gifts_of_charities(request.user)
    status = request.GET.get("status", "")
    page = Paginator(gifts.filter(status=status) if status else gifts, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "status": status, "statement_form": StatementForm()}
    return render(request, "donations/partner_gifts.html", context)


@require_GET
@login_required
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
    }
    return render(request, "donations/partner_gift.html", context, status=status)


@require_POST
@login_required
def confirm_gift(request: HttpRequest, reference: str) -> HttpResponse:
    """The money is on the charity's account."""
    gift = get_object_or_404(gifts_of_charities(request.user), reference=reference)
    return _do(request, gift, lambda by: confirm_received(by=by, gift=gift), _("The gift is confirmed."))


@require_http_methods(["POST"])
@login_required
def receipt_gift(request: HttpRequest, reference: str) -> HttpResponse:
    """Record the statutory receipt; a new certificate number follows by itself."""
    gift = get_object_or_404(gifts_of_charities(request.user), reference=reference)
    form = ReceiptForm(request.POST)
    if not form.is_valid():
        return _gift(request, gift, form, status=422)
    try:
        record_receipt(by=_user(request), gift=gift, **form.cleaned_data)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return _gift(request, gift, form, status=409)
    messages.success(request, _("The receipt is recorded; the certificate gets a new number."))
    return redirect("partner_gift", reference=reference)


@require_POST
@login_required
def red_letter_gift(request: HttpRequest, reference: str) -> HttpResponse:
    """Record the red-letter receipt that reverses the one in force."""
    gift = get_object_or_404(gifts_of_charities(request.user), reference=reference)
    receipt, form = receipt_in_force(gift), ReceiptForm(request.POST)
    if receipt is None or not form.is_valid():
        return _gift(request, gift, form, status=422)
    try:
        reverse_receipt(by=_user(request), receipt=receipt, fen=-receipt.fen, **form.cleaned_data)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return _gift(request, gift, form, status=409)
    messages.success(request, _("The receipt is reversed; the certificate reads revoked."))
    return redirect("partner_gift", reference=reference)


@require_POST
@login_required
def refund_gift(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask to give money back; a second person decides."""
    gift = get_object_or_404(gifts_of_charities(request.user), reference=reference)
    fen = AmountField().to_python(request.POST.get("amount", "")) or 0
    reason = request.POST.get("reason", "")
    done = _("The refund waits for a second person.")
    return _do(request, gift, lambda by: request_refund(by=by, gift=gift, fen=fen, reason=reason), done)


@require_POST
@login_required
def statement(request: HttpRequest) -> HttpResponse:
    """Import a bank statement; what fits is matched, the rest waits in its queue."""
    form = StatementForm(request.POST, request.FILES)
    account = bank_account_of(request.user)
    if not form.is_valid() or account is None:
        messages.error(request, _("Choose the statement as a CSV file."))
        return redirect("partner_gifts")
    try:
        result = import_statement(by=_user(request), account=account, data=form.cleaned_data["file"].read())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        text = _("%(lines)s lines read; those that fit are matched, the others wait to be looked at.")
        messages.success(request, text % {"lines": result.rows})
    return redirect("partner_gifts")


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def programme_books(request: HttpRequest) -> HttpResponse:
    """The charity's programmes with what they hold, and the form to record what was spent."""
    programmes = programmes_of(request.user)
    form = SpendingForm(request.POST or None)
    chosen = programmes.filter(reference=request.POST.get("programme", "")).first()
    if request.method == "POST" and chosen is not None and form.is_valid():
        data = {name: value for name, value in form.cleaned_data.items() if name != "amount"}
        try:
            spend(by=_user(request), programme=chosen, fen=form.cleaned_data["amount"], **data)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The spending is recorded; the oldest gifts paid for it."))
            return redirect("partner_programmes")
    page = Paginator(programmes, PER_PAGE).get_page(request.GET.get("page"))
    rows = [{"programme": programme, "figures": programme_figures(programme)} for programme in page]
    return render(request, "donations/partner_programmes.html", {"page": page, "rows": rows, "form": form})


def _do(request: HttpRequest, gift: Gift, action: Callable[[User], object], done: str) -> HttpResponse:
    try:
        action(_user(request))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("partner_gift", reference=gift.reference)


def _user(request: HttpRequest) -> User:
    """`login_required` has seen to it."""
    if not isinstance(request.user, User):
        raise TypeError("not signed in")
    return request.user
