"""The door to the pages of partners: signed in, and acting for an active organisation."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse

from marketplace.organisations.queries import organisations_of

View = Callable[..., HttpResponse]


def for_partners(view: View) -> View:
    """Whoever acts for no organisation finds nothing here."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not organisations_of(request.user).exists():
            raise Http404
        return view(request, *args, **kwargs)

    return login_required(guarded)
