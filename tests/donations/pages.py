"""A signed-in browser without a script."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.test import Client

from marketplace.accounts.models import User


def as_user(user: User) -> Client:
    """Whoever this is, signed in with both factors."""
    Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": "x"}})
    client = Client()
    client.force_login(user)
    return client
