"""Who calls, for counting only: a keyed hash of the address that changes every day."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from marketplace.common import clock
from marketplace.common.references import blind_index


def address_of(request: HttpRequest) -> str:
    """The caller's address; of `X-Forwarded-For` only what our own proxies wrote (`ZHULIN_TRUSTED_PROXIES` of them)."""
    direct = str(request.META.get("REMOTE_ADDR", ""))
    proxies: int = settings.TRUSTED_PROXIES
    if not proxies:
        return direct
    told = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    return told[-proxies] if len(told) >= proxies else direct


def caller_key(request: HttpRequest) -> str:
    """64 hex digits, the same for one address and day; the address cannot be found from it."""
    return blind_index(f"{clock.today()}|{address_of(request)}", settings.BLIND_INDEX_KEY)
