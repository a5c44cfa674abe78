"""A page that is away because of a report answers 410 to everybody but officers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cms.reports.queries import is_hidden
from cms.reports.rules import may_decide
from cms.reports.subjects import REPORTABLE

SAFE = frozenset({"GET", "HEAD"})


class HiddenPagesMiddleware:
    """Asks once per page that can be reported; every other address costs nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Instead of the view, once its address is known."""
        match = request.resolver_match
        asked = request.method in SAFE and match is not None and match.url_name in REPORTABLE
        if asked and is_hidden(request.path) and not may_decide(request.user):
            return render(request, "cms/reports/hidden.html", status=410)
        return None
