"""What every page of casework has in common."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.defaults import page_not_found

from marketplace.accounts.models import Role, User
from marketplace.accounts.queries import holds_role
from marketplace.accounts.signed_in import user_of
from marketplace.casework.queries import READERS
from marketplace.common.answers import REFUSED
from marketplace.common.verdict import DomainError

View = Callable[..., HttpResponse]


def confidential(view: View) -> View:
    """Signed in, kept by no cache; what the reader may not see does not exist; a refusal has its own page."""

    @wraps(view)
    @sensitive_post_parameters()
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = login_required(_answered)(request, view, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store, private"
        return response

    return guarded


def _answered(request: HttpRequest, view: View, *args: Any, **kwargs: Any) -> HttpResponse:
    try:
        return view(request, *args, **kwargs)
    except (Http404, ObjectDoesNotExist):
        return page_not_found(request, Http404())
    except DomainError as refusal:
        return render(request, "casework/refused.html", {"refusal": refusal}, status=REFUSED)


def readers_only(request: HttpRequest) -> User:
    """Caseworkers and officers; for everybody else there is no such page."""
    if not any(holds_role(request.user, role) for role in READERS):
        raise Http404
    return user_of(request)


def caseworkers_only(request: HttpRequest) -> User:
    """Whoever registers households; for everybody else there is no such page."""
    if not holds_role(request.user, Role.CASEWORKER):
        raise Http404
    return user_of(request)
