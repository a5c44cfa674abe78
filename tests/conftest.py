"""What every test can ask for: the servers of tests/servers, and a migrated database without the wait."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from tests.servers.template import migrated_database

pytest_plugins = ["tests.servers.fixtures"]
DATABASES = {"db", "transactional_db", "live_server", "postgres_url", "django_db_setup"}


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


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests in a browser run apart from the others, so each must say that it is one; who needs a database is marked."""
    for item in items:
        asks_for = set(getattr(item, "fixturenames", ()))
        if "browser" in asks_for and item.get_closest_marker("browser") is None:
            raise pytest.UsageError(f"{item.nodeid} asks for a browser: mark it with pytest.mark.browser")
        if asks_for & DATABASES or item.get_closest_marker("django_db") or item.get_closest_marker("races"):
            item.add_marker("database")
