"""What allauth asks of us: where to go after signing in, and who must use a second factor."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from marketplace.common.encryption import decrypt, encrypt

MFA_COLUMN = "mfa_authenticator.secret"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Our accounts have no user name and no sign-up by name."""

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """There is no user name to fill."""


class MultiFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The label in an authenticator application."""

    def get_totp_label(self, user: Any) -> str:
        return str(user.email)

    def encrypt(self, text: str) -> str:
        """The shared secret of an authenticator is stored encrypted."""
        return encrypt(text, place=MFA_COLUMN)

    def decrypt(self, encrypted_text: str) -> str:
        """The shared secret again."""
        return decrypt(encrypted_text, place=MFA_COLUMN)
