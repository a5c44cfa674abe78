"""Whoever makes an account goes on where they wanted to go, and is told why a second factor is asked for."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from marketplace.accounts.models import Role, User
from tests.journeys.arriving import PASSWORD
from tests.journeys.people import code_of_the_moment
from tests.needs.city import make_user

pytestmark = pytest.mark.django_db
EMAIL = "newcomer@example.org"


@pytest.fixture(autouse=True)
def nobody_was_here() -> None:
    """What limits sign-ups by the hour forgets the test before."""
    cache.clear()


def confirm(browser: Client) -> str:
    """Open the link of the only mail and confirm: where the browser is sent."""
    (message,) = mail.outbox
    found = re.search(r"/accounts/confirm-email/[^\s]+", str(message.body))
    assert found is not None
    page = browser.get(found.group()).content.decode()
    assert EMAIL in page
    assert str(User.objects.get(email=EMAIL).reference) not in page
    return str(browser.post(found.group()).headers["Location"])


def sign_up() -> Client:
    """On the way to an application."""
    browser = Client()
    wanted = {"email": EMAIL, "password1": PASSWORD, "password2": PASSWORD, "next": reverse("join_new")}
    browser.post(reverse("account_signup"), wanted)
    assert "_auth_user_id" not in browser.session
    return browser


def test_who_confirms_the_address_in_the_same_browser_goes_on_where_they_wanted_to_go() -> None:
    browser = sign_up()
    assert confirm(browser) == reverse("join_new")
    assert browser.get(reverse("join_new")).status_code == 200


def test_the_link_of_the_mail_signs_nobody_in_elsewhere() -> None:
    sign_up()
    other = Client()
    assert confirm(other) == reverse("account_login")
    assert "_auth_user_id" not in other.session


def test_the_second_factor_says_why_and_leads_on_to_the_desk() -> None:
    user = make_user("colleague", Role.OFFICER)
    Authenticator.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    user.set_password(PASSWORD)
    user.save()
    browser = Client()
    browser.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    browser.cookies["language"] = "en"
    again = browser.get(reverse("desk"), follow=True)
    assert again.redirect_chain[0] == (f"{reverse('mfa_activate_totp')}?next={reverse('desk')}", 302)
    page = browser.post(
        again.request["PATH_INFO"] + "?" + again.request["QUERY_STRING"], {"password": PASSWORD}, follow=True
    )
    assert "set it up once" in page.content.decode()
    secret = page.context["form"].secret
    codes = browser.post(reverse("mfa_activate_totp"), {"code": code_of_the_moment(secret)}, follow=True)
    assert f'href="{reverse("desk")}"' in codes.content.decode().split("recovery_codes", 1)[1]
    assert browser.get(reverse("desk")).status_code == 200
