"""The doors to the pages of partners, applicants and officers."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse

from marketplace.accounts.models import Role
from marketplace.accounts.queries import holds_role
from marketplace.organisations.queries import organisations_finishing, organisations_of

View = Callable[..., HttpResponse]


def for_partners(view: View) -> View:
    """Whoever acts for no organisation finds nothing here."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not organisations_of(request.user).exists():
            raise Http404
        return view(request, *args, **kwargs)

    return login_required(guarded)


def for_helpers(view: View) -> View:
    """Whoever acts for an organisation, also for one that is suspended and has something left to do."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not organisations_finishing(request.user).exists():
            raise Http404
        return view(request, *args, **kwargs)

    return login_required(guarded)


def for_officers(view: View) -> View:
    """Whoever is no officer finds nothing here."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not holds_role(request.user, Role.OFFICER):
            raise Http404
        return view(request, *args, **kwargs)

    return login_required(guarded)
