"""What every template may ask for."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """The reading preferences (cookies) and where we are."""
    return {
        "site_base_url": settings.BASE_URL,
        "is_embedded": settings.EMBEDDED,
        "reading_mode": request.COOKIES.get("reading", ""),
        "theme": request.COOKIES.get("theme", ""),
    }
