"""What a reader quotes so that we find this request in the logs."""

from __future__ import annotations

import structlog


def reference_of_this_request() -> str:
    """The id that every log line of this request carries; empty outside a request."""
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))
