"""Those who have an account: each signs in once, with a password and the code of the moment."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser

from tests.journeys.living import LiveCity
from tests.journeys.visitor import Visitor, visiting

TRIES = 2
"""A code may run out on its way; then the next one is typed."""


@dataclass
class People:
    """Whoever the demonstration printed a login for, by role; anybody else by e-mail address."""

    browser: Browser
    site: str
    live: LiveCity
    known: dict[str, Any] = field(default_factory=dict)
    """Who signed in already, with the cookies of the session."""
    landed: dict[str, str] = field(default_factory=dict)
    """The page on which each of them found themselves then."""

    @cached_property
    def logins(self) -> dict[str, dict[str, str]]:
        """By role, and by e-mail address: email, password, totp_secret"""
        rows = json.loads((self.live.folder / "demo_logins.json").read_text())
        return {row[key]: row for row in rows for key in ("role", "email")}

    @contextmanager
    def visit(self, who: str, language: str = "zh", *, scripts: bool = True, both: bool = False) -> Iterator[Visitor]:
        """A browser in which this person is signed in; with `both` every page is read in the other language, too."""
        if who not in self.logins:
            self.logins[who] = self.live.ask("login_of", who)
        email = self.logins[who]["email"]
        if email not in self.known:
            with visiting(self.browser, self.site, language=language) as visitor:
                self._sign_in(visitor, self.logins[who])
                self.landed[who] = urlsplit(visitor.page.url).path
                self.known[email] = visitor.page.context.storage_state()
        known = self.known[email]
        with visiting(self.browser, self.site, language=language, scripts=scripts, known=known, both=both) as visitor:
            yield visitor

    def let_in(self, email: str, visitor: Visitor) -> None:
        """Remember somebody who has just made an account and signed in with it."""
        self.logins[email] = {"email": email}
        self.known[email] = visitor.page.context.storage_state()

    def _sign_in(self, visitor: Visitor, login: dict[str, str]) -> None:
        page = visitor.page
        page.goto(f"{self.site}/accounts/login/")
        visitor.fill(login=login["email"], password=login["password"])
        visitor.follow(visitor.main.locator("form button").last, "login-second-factor")
        assert "/2fa/" in page.url
        for _attempt in range(TRIES):
            visitor.fill(code=code_of_the_moment(login["totp_secret"]))
            with page.expect_navigation():
                visitor.main.locator("form button").first.click()
            if "/2fa/" not in page.url:
                break
        visitor.judge("signed-in")
        assert "/accounts/" not in page.url


def code_of_the_moment(secret: str) -> str:
    """What the application on the telephone shows now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // app_settings.TOTP_PERIOD)))
