"""Somebody arrives: an account of their own, and later the second factor that whoever acts for others needs."""

from __future__ import annotations

import re

from playwright.sync_api import Locator

from tests.journeys.people import TRIES, code_of_the_moment
from tests.journeys.visitor import Visitor

PASSWORD = "correct-horse-battery"


def make_account(visitor: Visitor, email: str, way_in: Locator) -> None:
    """Through a public page's way in; the message confirms the address, and one goes on where one wanted to go."""
    visitor.follow(way_in, "signup")
    visitor.fill(email=email, password1=PASSWORD, password2=PASSWORD)
    visitor.follow(visitor.main.locator("form button").last, "signup-mail-sent")
    visitor.page.goto(f"{visitor.site}/demo/mail/")
    address = visitor.main.get_by_text(re.compile("/accounts/confirm-email/")).first.inner_text()
    path = re.search(r"/accounts/confirm-email/[^\s]+", address)
    assert path is not None
    visitor.go(path.group(), "signup-confirm")
    with visitor.page.expect_navigation():
        visitor.main.locator("form button").last.click()


def come_back(visitor: Visitor, email: str) -> None:
    """On another day, with the password alone, to the desk or to what must be done before."""
    visitor.page.goto(f"{visitor.site}/accounts/login/")
    visitor.fill(login=email, password=PASSWORD)
    with visitor.page.expect_navigation():
        visitor.main.locator("form button").last.click()


def set_up_second_factor(visitor: Visitor) -> None:
    """Asked for at the first page: the password once more, the code of the moment, recovery codes, and one goes on."""
    assert "/reauthenticate/" in visitor.page.url
    visitor.judge("password-again")
    visitor.fill(password=PASSWORD)
    with visitor.page.expect_navigation():
        visitor.main.locator("form button").last.click()
    assert "/2fa/totp/activate/" in visitor.page.url
    visitor.judge("second-factor-new")
    for _attempt in range(TRIES):
        visitor.fill(code=code_of_the_moment(visitor.main.locator("#authenticator_secret").input_value()))
        with visitor.page.expect_navigation():
            visitor.main.locator("form button").last.click()
        if "/activate/" not in visitor.page.url:
            break
    visitor.judge("recovery-codes")
    assert len(visitor.main.locator("#recovery_codes").input_value().split()) >= 8
    visitor.follow(visitor.link("/desk/"), "desk-newcomer")
