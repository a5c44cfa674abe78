"""`/gifts/claim/`: whoever gave on a platform gets the page of the gift, and with it receipt and certificate."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from donations.actions.claims import claim_platform_gift
from donations.forms.platforms import ClaimForm
from donations.models import Gift
from marketplace.common.answers import attempt, posted
from marketplace.common.callers import caller_key
from marketplace.common.limits import one_more_is_allowed
from marketplace.common.naming import language

TOO_OFTEN = 429


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def claim_gift(request: HttpRequest) -> HttpResponse:
    """The form keeps what was typed; unknown, claimed already and wrongly remembered look the same."""
    form, status = ClaimForm(posted(request)), 200
    if request.method == "POST" and not one_more_is_allowed("donation.platform_claims_per_hour", caller_key(request)):
        return render(request, "donations/claim.html", {"form": form, "too_often": True}, status=TOO_OFTEN)
    claimed: list[Gift] = []
    if request.method == "POST":
        status = attempt(form, lambda: claimed.append(_claim(form)))
        if not status:
            return redirect("gift", secret=claimed[0].secret)
    return render(request, "donations/claim.html", {"form": form}, status=status)


def _claim(form: ClaimForm) -> Gift:
    data = form.cleaned_data
    return claim_platform_gift(
        by=None, platform=data["platform"], number=data["number"], given_on=data["given_on"],
        wish=form.wish(language()),
    )  # fmt: skip
