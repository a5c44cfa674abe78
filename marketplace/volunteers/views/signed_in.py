"""Who acts on the pages of a charity."""

from __future__ import annotations

from django.http import HttpRequest

from marketplace.accounts.models import User


def user_of(request: HttpRequest) -> User:
    """The signed-in person; the door of the page has seen to it."""
    if not isinstance(request.user, User):
        raise TypeError("not signed in")
    return request.user
