"""Somebody at the pages, signed in, without a script."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.test import Client

from marketplace.accounts.models import User


def signed_in(user: User, language: str = "en") -> Client:
    if not Authenticator.objects.filter(user=user).exists():
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    client = Client()
    client.force_login(user)
    client.cookies["language"] = language
    return client


def read(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status, url
    return " ".join(answer.content.decode().split())


def send(client: Client, url: str, status: int = 302, **data: Any) -> str:
    answer = client.post(url, data)
    assert answer.status_code == status, answer.content.decode()[-3000:]
    return " ".join(answer.content.decode().split())
