"""An address that a library opens and that leads nowhere on this site."""

from __future__ import annotations

from typing import Any, NoReturn

from django.http import Http404, HttpRequest


def nothing_here(_request: HttpRequest, **_address: Any) -> NoReturn:
    """As if it did not exist, for everybody."""
    raise Http404
