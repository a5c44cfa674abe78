"""`/gifts/claim/`: whoever gave on a platform gets the page of the gift, and with it receipt and certificate."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from donations.actions.claims import claim_platform_gift
from donations.forms.platforms import ClaimForm
from donations.models import Gift
from marketplace.common import clock
from marketplace.common.answers import attempt, posted
from marketplace.common.callers import caller_key
from marketplace.common.naming import language
from marketplace.common.rule_data import rule

TOO_OFTEN = 429
AN_HOUR_AND_A_BIT = 3700


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def claim_gift(request: HttpRequest) -> HttpResponse:
    """The form keeps what was typed; unknown, claimed already and wrongly remembered look the same."""
    form, status = ClaimForm(posted(request)), 200
    if request.method == "POST" and not may_try(request):
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


def may_try(request: HttpRequest) -> bool:
    """So many tries an hour from one address: guessing orders leads nowhere."""
    most = int(rule("donation.platform_claims_per_hour", on=clock.today()).value)
    key = f"claim:{caller_key(request)}:{clock.now():%Y%m%d%H}"
    cache.add(key, 0, AN_HOUR_AND_A_BIT)
    try:
        return cache.incr(key) <= most
    except ValueError:  # the entry ended between the two calls
        return True
