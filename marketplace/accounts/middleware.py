"""Whoever acts for an office or an organisation signs in with two factors, on every path."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve, reverse

from marketplace.accounts.queries import is_staff_member
from marketplace.accounts.rules import MUST_USE_TWO_FACTORS

EXEMPT_NAMESPACES = frozenset({"account", "mfa"})


class TwoFactorMiddleware:
    """Send a person who needs a second factor and has none to the page where it is set up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated and needs_second_factor(user) and not self.is_exempt(request):
            return redirect(f"{reverse('mfa_activate_totp')}?next={request.path}")
        return self.get_response(request)

    @staticmethod
    def is_exempt(request: HttpRequest) -> bool:
        """Signing in and out, the second factor itself, language and static files stay reachable."""
        name = resolve(request.path_info).url_name or ""
        return name.startswith(("account_", "mfa_")) or name in {"set_language", "javascript-catalog", "set_reading"}


def needs_second_factor(user: object) -> bool:
    """Staff and members of organisations, unless they have one."""
    must = is_staff_member(user) or any(rule(user) for rule in MUST_USE_TWO_FACTORS)  # type: ignore[arg-type]
    return must and not is_mfa_enabled(user)
