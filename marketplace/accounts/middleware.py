"""Whoever acts for an office or an organisation signs in with two factors; whoever may not edit pages is told so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve, reverse
from django.utils.translation import gettext as _

from marketplace.accounts.models import User
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


class AdminDoorMiddleware:
    """Refuse Wagtail's admin to a signed-in person without access.

    Wagtail would send her to the sign-in page, which sends back whoever is signed in: a round without an end.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """Raises `PermissionDenied`, which shows the page for it."""
        user, admin = request.user, reverse("wagtailadmin_home")
        if not request.path_info.startswith(admin) or not user.is_authenticated:
            return
        if not user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied(_("Only editors and bureau officers work here. Your own work is on your desk."))


def needs_second_factor(user: User) -> bool:
    """Staff, members of organisations and the first operator, unless they have one."""
    must = user.is_superuser or is_staff_member(user) or any(rule(user) for rule in MUST_USE_TWO_FACTORS)
    return must and not is_mfa_enabled(user)
