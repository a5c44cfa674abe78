"""`/gifts/<secret>/`: the donor's own page, opened by the secret link alone: status, trail and papers."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from donations.actions import abandon_gift
from donations.actions.transfers import start_transfer
from donations.certificates.acknowledging import acknowledgement_pdf
from donations.certificates.issuing import certificate_in_force, may_be_certified
from donations.models import Gateway, Gift
from donations.queries import gift_by_secret as find_gift
from donations.queries import gift_trail, refunds_seen_by_donor, shares_of, thanks_for
from donations.receipts import needs_amended_return
from donations.states import AttemptStatus, GiftStatus
from donations.views.programmes import pay
from donations.words import GiftWords
from marketplace.common.verdict import DomainError
from marketplace.publications.queries import dedication_of
from marketplace.publications.rules import may_change

FEW_THANKS = 3


def gift_by_secret(secret: str) -> Gift:
    """The gift of this link; an unknown link looks like any unknown page."""
    gift = find_gift(secret)
    if gift is None:
        raise Http404
    return gift


@require_GET
@never_cache
def gift_page(request: HttpRequest, secret: str) -> HttpResponse:
    """What is true now; safe to reload, also while the bank still thinks."""
    gift = gift_by_secret(secret)
    words = dedication_of(gift.reference)
    attempt = gift.attempts.select_related("account").first()
    context: dict[str, Any] = {
        "gift": gift,
        "attempt": attempt,
        "transfer": gift.attempts.filter(gateway=Gateway.BANK_TRANSFER, status=AttemptStatus.OPEN).first(),
        "trail": gift_trail(gift),
        "shares": shares_of(gift),
        "refunds": refunds_seen_by_donor(gift),
        "amended": needs_amended_return(gift),
        "certificate": certificate_in_force(gift),
        "certifiable": may_be_certified(gift),
        "refused": request.GET.get("refused", ""),
        "words": words,
        "dedicates": may_change(None, words) if words else GiftWords().may_write(None, gift.reference),
        "thanks": thanks_for(gift.programme)[:FEW_THANKS],
        "waiting": gift.status == GiftStatus.INTENT and gift.attempts.filter(status=AttemptStatus.PENDING).exists(),
    }
    return render(request, "donations/gift.html", context)


@require_POST
@never_cache
def gift_pay(request: HttpRequest, secret: str) -> HttpResponse:
    """Try again, online or by transfer."""
    return pay(request, gift_by_secret(secret), request.POST.get("method", "online"))


@require_POST
@never_cache
def gift_transfer(_request: HttpRequest, secret: str) -> HttpResponse:
    """The reference code for a transfer."""
    gift = gift_by_secret(secret)
    try:
        start_transfer(by=None, gift=gift)
    except DomainError as error:
        return redirect(f"/gifts/{secret}/?refused={error.code}")
    return redirect("gift", secret=secret)


@require_POST
@never_cache
def gift_abandon(_request: HttpRequest, secret: str) -> HttpResponse:
    """The donor lets it be."""
    gift = gift_by_secret(secret)
    if gift.status == GiftStatus.INTENT:
        abandon_gift(by=None, gift=gift)
    return redirect("gift", secret=secret)


@require_GET
@never_cache
def gift_certificate(_request: HttpRequest, secret: str) -> HttpResponse | FileResponse:
    """The certificate in force, byte for byte as it was issued."""
    certificate = certificate_in_force(gift_by_secret(secret))
    if certificate is None:
        raise Http404(_("There is no certificate in force for this gift."))
    return FileResponse(
        certificate.file.open("rb"), as_attachment=True, filename=f"{certificate.number}.pdf",
        content_type="application/pdf",
    )  # fmt: skip


@require_GET
@never_cache
def gift_acknowledgement(_request: HttpRequest, secret: str) -> HttpResponse:
    """A thank-you on paper for money that the charity confirmed and kept, in part at least."""
    gift = gift_by_secret(secret)
    if gift.received_at is None or not gift.kept_fen:
        raise Http404
    response = HttpResponse(acknowledgement_pdf(gift), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="acknowledgement.pdf"'
    return response
