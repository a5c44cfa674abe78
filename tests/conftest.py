"""What every test can ask for: the servers of tests/servers, and a migrated database without the wait."""

from __future__ import annotations

import asyncio
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from tests.servers.template import migrated_database

pytest_plugins = ["tests.servers.fixtures"]


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """Instead of migrating for minutes, copy a migrated template; a test that commits is followed by a fresh copy."""
    folder: Path = tmp_path_factory.mktemp("database")
    with django_db_blocker.unblock(), migrated_database(folder):
        yield


@contextmanager
def no_loop_of_the_browser(item: pytest.Item) -> Iterator[None]:
    """Playwright leaves its event loop running in this thread; who signs a paper needs to run one of its own."""
    running = asyncio._get_running_loop()
    if "browser" not in getattr(item, "fixturenames", ()):
        asyncio._set_running_loop(None)
    try:
        yield
    finally:
        asyncio._set_running_loop(running or asyncio._get_running_loop())


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, object, object]:
    """With the fixtures of every scope."""
    with no_loop_of_the_browser(item):
        return (yield)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """With the test itself."""
    with no_loop_of_the_browser(item):
        return (yield)
