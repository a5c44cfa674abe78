"""How a reader wants the site shown: language, size of type, colours. Kept in cookies, without an account.

The form carries no token, so that a page for anonymous readers is the same for all of them and may be cached;
in its place the browser's own word (the Origin header) is asked where the press came from.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

ONE_YEAR: Final = 365 * 24 * 3600
CHOICES: Final = {"reading": ("", "elder"), "theme": ("", "light", "dark")}


@csrf_exempt
@require_POST
def set_reading(request: HttpRequest) -> HttpResponse:
    """Remember what was pressed and go back to the page it was pressed on; unknown values are ignored."""
    if not _pressed_here(request):
        return HttpResponseForbidden()
    response = HttpResponseRedirect(_back(request))
    language = request.POST.get("language", "")
    if check_for_language(language) and language in dict(settings.LANGUAGES):
        _remember(request, response, settings.LANGUAGE_COOKIE_NAME, language)
    for name, allowed in CHOICES.items():
        if request.POST.get(name) in allowed:
            _remember(request, response, name, request.POST[name])
    return response


def variant_of(request: HttpRequest) -> str:
    """What makes two readers' copies of one public page differ, apart from the language: part of a cache key."""
    return "|".join(
        value if (value := request.COOKIES.get(name, "")) in allowed else "" for name, allowed in CHOICES.items()
    )


def _pressed_here(request: HttpRequest) -> bool:
    origin = request.headers.get("Origin", "")
    return not origin or urlsplit(origin).netloc == request.get_host()


def _back(request: HttpRequest) -> str:
    target = request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if allowed else "/"


def _remember(request: HttpRequest, response: HttpResponse, name: str, value: str) -> None:
    if not value:
        response.delete_cookie(name, samesite="Lax")
        return
    response.set_cookie(name, value, max_age=ONE_YEAR, secure=request.is_secure(), httponly=True, samesite="Lax")
