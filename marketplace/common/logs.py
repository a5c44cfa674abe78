"""Log lines are JSON and carry no personal data: whatever a detector recognises is replaced before it is written."""

from __future__ import annotations

import logging
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


def json_formatter() -> logging.Formatter:
    """The formatter of every handler (settings.LOGGING)."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            redact_values,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )


def reference_of_this_request() -> str:
    """The id that the log lines of this request carry; an error page shows it, so that a report can be followed."""
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))
