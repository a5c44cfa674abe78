"""Log lines are JSON and carry no personal data: whatever a detector recognises is replaced before it is written."""

from __future__ import annotations

import logging
import re
from collections.abc import MutableMapping
from typing import Any

import structlog


def redact_values(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A structlog processor: every text value passes the detectors."""
    from marketplace.common.detectors import redact  # late: logging is configured before the application is loaded

    for key, value in event.items():
        if isinstance(value, str) and key not in {"timestamp", "level", "logger", "request_id"}:
            event[key] = redact(value).text
    return event


SECRET_PATHS = re.compile(r"(/gifts/|/slip/|/verify/|/accounts/password/reset/key/|/accounts/confirm-email/)[^\s'\"?]+")
"""Addresses that open something for whoever knows them."""


def hide_secret_paths(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A structlog processor: an address that is a key is cut where the key begins."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = SECRET_PATHS.sub(r"\1…", value)
    return event


SHARED: tuple[Any, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
)
"""What every line passes, whoever wrote it; a traceback is text without the values of its variables."""


def configure() -> None:
    """Send structlog through the standard handlers: its own console prints local variables beside a traceback."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def json_formatter() -> logging.Formatter:
    """The formatter of every handler (settings.LOGGING)."""
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=list(SHARED),
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            hide_secret_paths,
            redact_values,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )


def reference_of_this_request() -> str:
    """The id that the log lines of this request carry; an error page shows it, so that a report can be followed."""
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))
