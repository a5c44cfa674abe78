"""The only reader of the environment: every setting an operator may give, its type and its default.

A start with bad settings lists every fault at once (pydantic).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parents[2]
DEVELOPMENT_KEY = "embedded-only-not-a-secret-" + "0" * 32


class Environment(BaseSettings):
    """Environment variables with the prefix `ZHULIN_`."""

    model_config = SettingsConfigDict(env_prefix="ZHULIN_", extra="ignore")

    database_url: str = ""
    broker_url: str = ""
    search_url: str = ""
    cache_url: str = ""
    state_root: Path = ROOT / "var"
    media_root: Path = Field(default_factory=lambda given: given["state_root"] / "media")
    """Inside the state, unless given: a second state is a complete second installation."""
    days_ahead: float = 0
    """Of the embedded mode's clock (0.5 is twelve hours): a city played for a day is served on the day after it."""
    base_url: str = "http://127.0.0.1:8000"
    allowed_hosts: list[str] = Field(default_factory=lambda: ["127.0.0.1", "localhost", "[::1]"])
    trusted_proxies: int = 0

    secret_key: str = DEVELOPMENT_KEY
    field_keys: dict[str, str] = Field(default_factory=dict)
    """Key id -> base64 of 32 bytes; the key encrypting new values is `field_key_id`."""
    field_key_id: str = ""
    blind_index_key: str = DEVELOPMENT_KEY

    stripe_secret_key: str = ""
    stripe_webhook_secrets: list[str] = Field(default_factory=list)
    stripe_api_base: str = ""

    signing_key_file: Path | None = None
    signing_certificate_file: Path | None = None
    trusted_certificates_file: Path | None = None

    email_url: str = ""
    """smtp://, smtp+tls:// (STARTTLS) or smtps://user:password@host:port"""
    email_from: str = "Zhulin 助邻 <no-reply@zhulin.invalid>"
    log_level: str = "INFO"


def database_from_url(url: str, state_root: Path) -> dict[str, Any]:
    """Django's DATABASES entry for `sqlite:///path` or `postgres://user:password@host:port/name?host=/socket`."""
    if not url:
        url = f"sqlite:///{state_root / 'zhulin.sqlite3'}"
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    if parts.scheme in {"sqlite", "sqlite3"}:
        return sqlite(unquote(parts.path[1:]) or ":memory:")
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": query.pop("host", parts.hostname or ""),
            "PORT": str(parts.port or query.pop("port", "")),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"connect_timeout": 5, **query},
        }
    raise ValueError(f"ZHULIN_DATABASE_URL: unknown scheme {parts.scheme!r}; use sqlite:/// or postgres://")


def sqlite(name: str) -> dict[str, Any]:
    """SQLite as it was measured to survive six writers: IMMEDIATE, WAL and a busy timeout."""
    pragmas = (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;PRAGMA busy_timeout=20000;"
        "PRAGMA temp_store=MEMORY;PRAGMA cache_size=-64000;"
    )
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas},
    }


ENVIRONMENT = Environment()
"""As it was when the process began; every file of settings takes its values from here."""
