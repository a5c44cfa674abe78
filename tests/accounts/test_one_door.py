"""There is one way to sign in and one to change how one does: no other form of the site asks for less."""

from __future__ import annotations

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from pytest_django import Settings

from marketplace.accounts.models import Role, User
from tests.needs.city import make_user

pytestmark = pytest.mark.django_db
PASSWORD = "a long pass phrase 1"


@pytest.fixture
def officer() -> User:
    """A bureau officer who signs in with a password and an authenticator."""
    user = make_user("officer", Role.OFFICER)
    user.set_password(PASSWORD)
    user.save()
    return user


def test_a_password_alone_opens_no_session_through_the_admin(officer: User) -> None:
    browser = Client()
    answer = browser.post("/cms/login/", {"username": officer.email, "password": PASSWORD, "next": "/desk/"})
    assert "_auth_user_id" not in browser.session
    assert answer.headers["Location"] == reverse("account_login")
    assert browser.get("/desk/").status_code == 302


def test_the_admins_sign_in_leads_to_the_one_door_and_back(officer: User) -> None:
    answer = Client().get("/cms/login/?next=/cms/pages/")
    assert answer.headers["Location"] == "/accounts/login/?next=/cms/pages/"


def test_the_admin_resets_no_password(officer: User) -> None:
    assert Client().post("/cms/password_reset/", {"email": officer.email}).status_code == 404
    assert mail.outbox == []
    who, token = urlsafe_base64_encode(force_bytes(officer.pk)), default_token_generator.make_token(officer)
    assert Client().get(f"/cms/password_reset/confirm/{who}/{token}/").status_code == 404


def test_the_admin_changes_neither_address_nor_password(officer: User) -> None:
    browser = Client()
    browser.force_login(officer)
    page = browser.get("/cms/account/").content.decode()
    assert "name_email-first_name" in page
    assert "name_email-email" not in page
    assert "new_password1" not in page
    taken = {"name_email-first_name": "A", "name_email-last_name": "B", "name_email-email": "other@example.org"}
    browser.post("/cms/account/", taken)
    officer.refresh_from_db()
    assert officer.email == "officer@example.org"


def test_the_first_operator_needs_a_second_factor_too() -> None:
    browser = Client()
    browser.force_login(User.objects.create_superuser("operator@example.org", PASSWORD))
    assert browser.get("/cms/users/").headers["Location"] == "/accounts/2fa/totp/activate/?next=/cms/users/"


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "请求过于频繁"), ("en", "Too many requests")])
def test_who_knocks_too_often_is_told_so_in_the_own_language(
    officer: User, settings: Settings, language: str, words: str
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    cache.clear()
    visitor = Client(headers={"accept-language": language})
    tries = [visitor.post("/accounts/login/", {"login": officer.email, "password": "wrong"}) for _ in range(2)]
    assert [answer.status_code for answer in tries] == [200, 429]
    assert words in tries[1].content.decode()
