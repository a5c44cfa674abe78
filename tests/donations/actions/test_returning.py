"""The way back from the provider: it never learns the gift's secret, and only the browser that began is led to it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import requests
import time_machine
from django.test import Client
from django.urls import reverse

from donations.models import DonationAttempt, Gift
from donations.states import AttemptStatus, GiftStatus
from marketplace.common import clock
from tests.donations.actions.online import Online

FORM = {
    "amount": "88.00",
    "donor_kind": "person",
    "receipt_name": "样例捐赠人",
    "public_name": "",
    "method": "online",
}


def begun(online: Online, donor: Client) -> DonationAttempt:
    """The donor sent the giving form and is on the provider's page."""
    answer = donor.post(reverse("give", args=[online.programme.reference]), FORM)
    attempt = DonationAttempt.objects.latest("pk")
    assert answer["Location"] == attempt.page_url
    return attempt


def back(attempt: DonationAttempt) -> str:
    """Where the provider's page leads once it is paid."""
    parts = urlsplit(attempt.success_url.replace("{CHECKOUT_SESSION_ID}", attempt.session_id))
    return f"{parts.path}?{parts.query}"


def test_the_provider_is_told_the_attempt_and_never_the_secret(online: Online, settings: Any) -> None:
    attempt = begun(online, Client())
    session = requests.get(
        f"{online.twin.url}/v1/checkout/sessions/{attempt.session_id}",
        headers={"Authorization": f"Bearer {settings.STRIPE_SECRET_KEY}", "Stripe-Account": online.account},
        timeout=10,
    ).json()
    assert attempt.reference in session["success_url"]
    assert attempt.reference in session["cancel_url"]
    assert attempt.gift.secret not in str(session)


def test_the_browser_that_began_is_led_to_the_gift(online: Online) -> None:
    donor = Client()
    attempt = begun(online, donor)
    online.pay(attempt)
    answer = donor.get(back(attempt))
    assert answer["Location"] == reverse("gift", args=[attempt.gift.secret])
    attempt.refresh_from_db()
    assert attempt.status == AttemptStatus.PAID
    assert donor.get(back(attempt))["Location"] == answer["Location"]


def test_any_other_browser_learns_the_status_and_nothing_more(online: Online) -> None:
    attempt = begun(online, Client())
    online.pay(attempt)
    stranger = Client()
    answer = stranger.get(back(attempt))
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "已付款" in shown
    for withheld in (attempt.gift.secret, "88.00", online.programme.name, online.charity.organisation.name):
        assert withheld not in shown
    assert Gift.objects.get().status == GiftStatus.PAID


def test_the_status_is_what_the_provider_says(online: Online) -> None:
    stranger, said = Client(), {}
    for outcome in ("abandon", "decline", "delay_succeed"):
        attempt = begun(online, Client())
        if outcome != "abandon":
            online.pay(attempt, outcome)
        said[outcome] = stranger.get(back(attempt), headers={"accept-language": "en"}).context["attempt"].status
    assert said == {
        "abandon": AttemptStatus.OPEN,
        "decline": AttemptStatus.OPEN,
        "delay_succeed": AttemptStatus.PENDING,
    }


def test_a_cookie_that_is_too_old_or_forged_leads_nowhere(online: Online) -> None:
    donor = Client()
    attempt = begun(online, donor)
    with time_machine.travel(clock.now() + timedelta(hours=25), tick=True):
        assert donor.get(back(attempt)).status_code == 200
    forger = Client()
    forger.cookies["gift_way_back"] = attempt.reference
    assert forger.get(back(attempt)).status_code == 200


def test_two_payments_of_one_browser_each_find_back(online: Online) -> None:
    donor = Client()
    first, second = begun(online, donor), begun(online, donor)
    for attempt in (first, second):
        assert donor.get(back(attempt))["Location"] == reverse("gift", args=[attempt.gift.secret])


def test_an_unknown_attempt_and_a_foreign_session_are_no_page(online: Online) -> None:
    donor = Client()
    first, second = begun(online, donor), begun(online, donor)
    here = reverse("gift_return")
    addresses = [here, f"{here}?attempt=unknown", f"{here}?attempt={first.reference}&session={second.session_id}"]
    assert [donor.get(address).status_code for address in addresses] == [404, 404, 404]


def test_leaving_the_payment_page_leads_back_to_the_gift(online: Online) -> None:
    donor = Client()
    attempt = begun(online, donor)
    parts = urlsplit(attempt.cancel_url)
    answer = donor.get(f"{parts.path}?{parts.query}")
    assert answer["Location"] == reverse("gift", args=[attempt.gift.secret])
    assert "session" not in parts.query
