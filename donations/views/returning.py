"""`/gifts/return/`: where the provider sends the donor. It gets the attempt's reference, never the secret of the gift.

The browser that began the payment keeps the way back in a signed cookie; any other learns the status and nothing else.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from donations.actions import settle_attempt
from donations.actions.checkout import ATTEMPT_PLACE, adopt_session
from donations.gateways.port import GatewayError
from donations.models import DonationAttempt, Gateway, Gift
from donations.states import AttemptStatus
from marketplace.common import clock
from marketplace.common.rule_data import rule
from marketplace.common.verdict import DomainError

COOKIE: Final = "gift_way_back"
REMEMBERED: Final = 5
"""How many payments of one browser may be open side by side."""
SETTLED: Final = frozenset({AttemptStatus.PAID, AttemptStatus.FAILED, AttemptStatus.EXPIRED})


def return_addresses() -> dict[str, str]:
    """What the provider is told; the place of the attempt's reference is filled in when there is one."""
    here = f"{settings.BASE_URL}{reverse('gift_return')}?attempt={ATTEMPT_PLACE}"
    return {"success_url": here + "&session={CHECKOUT_SESSION_ID}", "cancel_url": here}


def remember(request: HttpRequest, response: HttpResponse, gift: Gift) -> HttpResponse:
    """Let this browser, and no other, find back from the payment of this gift to its page."""
    attempt = gift.attempts.filter(gateway=Gateway.STRIPE).first()
    if attempt is None:
        return response
    known = [attempt.reference, *(each for each in _remembered(request) if each != attempt.reference)]
    response.set_signed_cookie(
        COOKIE,
        ".".join(known[:REMEMBERED]),
        max_age=_lifetime(),
        path=reverse("gift_return"),
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


@require_GET
@never_cache
def gift_return(request: HttpRequest) -> HttpResponse:
    """Ask the provider, then the gift's page for the browser that began; for others the bare status, safe to reload."""
    attempt = _attempt(request)
    refused = _settle(attempt)
    if attempt.reference in _remembered(request):
        return redirect(reverse("gift", args=[attempt.gift.secret]) + (f"?refused={refused}" if refused else ""))
    attempt.refresh_from_db()
    return render(request, "donations/returned.html", {"attempt": attempt})


def _attempt(request: HttpRequest) -> DonationAttempt:
    """The attempt of this address; a session that is not its own is as unknown as any other."""
    attempts = DonationAttempt.objects.select_related("gift", "account")
    reference, session = request.GET.get("attempt", ""), request.GET.get("session", "")
    attempt = attempts.filter(gateway=Gateway.STRIPE, reference=reference).first()
    if attempt is None or (session and attempt.session_id not in {"", session}):
        raise Http404
    if session and not attempt.session_id:
        _adopt(attempt, session)
        attempt.refresh_from_db()
    return attempt


def _adopt(attempt: DonationAttempt, session: str) -> None:
    """The call that opened the page was cut off after it worked: the donor brings the session's number."""
    try:
        adopt_session(account=attempt.account, session_id=session)
    except GatewayError as error:
        raise Http404 from error


def _settle(attempt: DonationAttempt) -> str:
    """Bring it in line with the provider; the code of what went wrong, or nothing."""
    if attempt.status in SETTLED:
        return ""
    try:
        settle_attempt(by=None, attempt=attempt)
    except (GatewayError, DomainError) as error:
        return error.code
    return ""


def _remembered(request: HttpRequest) -> list[str]:
    """The attempts that this browser began; a cookie that is forged or too old is none."""
    return str(request.get_signed_cookie(COOKIE, default="", max_age=_lifetime())).split(".")


def _lifetime() -> timedelta:
    return timedelta(hours=int(rule("donation.way_back_hours", on=clock.today()).value))
