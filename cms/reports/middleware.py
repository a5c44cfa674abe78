"""A page that is away because of a report answers 410 to everybody but officers."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cms.reports.queries import is_hidden
from cms.reports.rules import may_decide

SAFE = frozenset({"GET", "HEAD"})
OURS = ("/static/", "/cms/", "/accounts/", "/desk/", "/reports/", "/report/")
"""Never shown in public, or needed to report and decide."""


class HiddenPagesMiddleware:
    """Asks once per public page whether it is hidden."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.method in SAFE and not request.path.startswith(OURS)
        if asked and is_hidden(request.path) and not may_decide(request.user):
            return render(request, "cms/reports/hidden.html", status=410)
        return self.get_response(request)
