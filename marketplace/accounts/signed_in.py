"""Who is asking, once the door of a page has let them in."""

from __future__ import annotations

from django.http import HttpRequest

from marketplace.accounts.models import User


def user_of(request: HttpRequest) -> User:
    """The signed-in person; the decorators of the view have seen to it."""
    if not isinstance(request.user, User):
        raise TypeError("not signed in")
    return request.user
