"""The servers as pytest fixtures, started when the first test asks and stopped when the session ends."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.servers import verapdf as verapdf_server
from tests.servers.chromium import chromium
from tests.servers.postgres import postgres
from tests.servers.redis import Redis, redis
from tests.servers.stripe_mock import stripe_mock


def pytest_configure() -> None:
    # A polite end (a time limit, a closed terminal) unwinds the fixtures, so that every server is stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))


def pytest_sessionfinish(session: pytest.Session) -> None:
    # A skipped test is a promise that nobody checked: whatever is missing, the suite brings it along.
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a PostgreSQL database: the one this run uses, or a server of its own."""
    if (url := os.environ.get("ZHULIN_DATABASE_URL", "")).startswith("postgres"):
        yield url
        return
    with postgres() as server:
        yield server.url()


@pytest.fixture(scope="session")
def redis_server() -> Iterator[Redis]:
    """A Redis with `.url` for clients and caches and `.broker_url` for Celery."""
    with redis() as server:
        yield server


@pytest.fixture(scope="session")
def redis_url(redis_server: Redis) -> str:
    """The address of a Redis for clients and caches."""
    return redis_server.url


@pytest.fixture(scope="session")
def stripe_mock_url() -> Iterator[str]:
    """The base address of stripe-mock."""
    with stripe_mock() as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the session; open a `new_context()` for each visitor."""
    with chromium() as program:
        yield program


@pytest.fixture(scope="session")
def verapdf() -> Callable[[Path, verapdf_server.Profile], verapdf_server.Judgement]:
    """`verapdf(file, "3a" or "ua1")` -> Judgement with `.passed` and `.words`."""
    return verapdf_server.judge
