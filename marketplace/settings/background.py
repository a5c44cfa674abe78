"""Background work and logs."""

from __future__ import annotations

from typing import Any

from marketplace.settings.environment import ENVIRONMENT

CELERY: dict[str, Any] = {
    "broker_url": ENVIRONMENT.broker_url or "memory://",
    "task_acks_late": True,
    "task_reject_on_worker_lost": True,
    "worker_prefetch_multiplier": 1,
    "task_time_limit": 300,
    "task_soft_time_limit": 240,
    "result_backend": None,
    "task_ignore_result": True,
    "accept_content": ["json"],
    "broker_connection_retry_on_startup": True,
    "broker_transport_options": {
        "visibility_timeout": 1800,
        "unacked_restore_interval": 15,
        "unacked_restore_throttle": 1,
        "socket_timeout": 5,
        "socket_connect_timeout": 2,
    },
}

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "marketplace.common.logs.json_formatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "zhulin": {"level": ENVIRONMENT.log_level},
        "django_structlog": {"level": "WARNING"},
        "django.security": {"level": "WARNING"},
    },
}
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_USER_ID_FIELD = "pk"

SILENCED_SYSTEM_CHECKS: list[str] = []
