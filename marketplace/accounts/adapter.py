"""What allauth asks of us: where to go after signing in, and who must use a second factor."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Our accounts have no user name and no sign-up by name."""

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """There is no user name to fill."""


class MultiFactorAdapter(DefaultMFAAdapter):
    """The label in an authenticator application."""

    def get_totp_label(self, user: Any) -> str:
        return str(user.email)
