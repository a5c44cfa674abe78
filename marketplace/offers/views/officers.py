"""`/offers/review/`: offers that wait for an officer, and the page on which one is read."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.common.paging import turn_to_page
from marketplace.offers.actions import approve_offer, return_offer
from marketplace.offers.queries import offers_read_by_officers, offers_waiting_for
from marketplace.offers.rules import may_moderate
from marketplace.offers.states import OfferStatus
from marketplace.organisations.doors import for_officers
from marketplace.organisations.moderation.pages import decide


@require_safe
@for_officers
@never_cache
def offers_to_read(request: HttpRequest) -> HttpResponse:
    """What waits, the longest first."""
    return render(
        request, "offers/officers/list.html", {"page": turn_to_page(request, offers_waiting_for(request.user))}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
@never_cache
def offer_review(request: HttpRequest, reference: str) -> HttpResponse:
    """One offer as it was handed in; here it is approved or sent back."""
    offer = get_object_or_404(offers_read_by_officers(request.user), reference=reference)
    decision = decide(
        request,
        offer,
        approve=lambda user, read: approve_offer(by=user, offer=read),
        send_back=lambda user, row, comment: return_offer(by=user, offer=row, comment=comment),
    )
    if decision.made:
        done = {"approve": _("Approved. It takes part in the next match run."), "return": _("Sent back.")}
        messages.success(request, done[decision.made])
        return redirect("offers_to_read")
    context = {
        "offer": offer,
        "comment": decision.comment,
        "wrong": decision.wrong,
        "waits": offer.status == OfferStatus.SUBMITTED,
        "verdict": may_moderate(request.user, offer),
        "crumbs": [(_("Offers to read"), reverse("offers_to_read"))],
    }
    return render(request, "offers/officers/offer.html", context, status=decision.status)
