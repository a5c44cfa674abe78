"""A migrated test database in milliseconds: migrate once into a template, then copy the template.

The template is named by a hash of everything that a migration may depend on, so a change builds a new one.
After a test that commits (a transactional test, a live server) the database is copied anew instead of flushed:
rows that migrations wrote are there again, and nothing is left of the test.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase

from tests.servers.places import ROOT, alone

SOURCES = ("marketplace", "matching", "donations", "cms")
DEPENDED_ON = ("migrations/**/*.py", "settings/*.py", "apps.py", "*.toml", "*.csv", "*.po")


def fingerprint() -> str:
    """A hash of the migrations and of what they may read: settings, rule data, catalogues, pinned packages."""
    found = {file for tree in SOURCES for pattern in DEPENDED_ON for file in (ROOT / tree).rglob(pattern)}
    digest = hashlib.sha256()
    for file in [ROOT / "uv.lock", *sorted(found)]:
        digest.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


@contextmanager
def migrated_database(folder: Path) -> Iterator[None]:
    """Point Django at a migrated database of this process's own until the block ends; `folder` may hold its file."""
    database: Database = Postgres() if connection.vendor == "postgresql" else Sqlite(folder / "test.sqlite3")
    own = connection.settings_dict["NAME"]
    database.build_template()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: database.restore())
        database.restore()
        try:
            yield
        finally:
            database.discard()
            connection.settings_dict["NAME"] = own


class Database(ABC):
    """A template, and a copy of it that tests may spoil."""

    @abstractmethod
    def build_template(self) -> None:
        """Migrate the template unless somebody did already; two processes never build it at once."""

    @abstractmethod
    def copy(self) -> str:
        """Make the copy equal to the template, whoever is connected to it, and return its name."""

    @abstractmethod
    def discard(self) -> None:
        """Remove the copy."""

    def restore(self) -> None:
        """A fresh copy, and no memory of the old one in this process."""
        connection.close()
        connection.settings_dict["NAME"] = self.copy()
        from django.contrib.contenttypes.models import ContentType  # pure tests run before the apps are ready

        ContentType.objects.clear_cache()
        cache.clear()


class Sqlite(Database):
    """The template is a file under .cache; the copy a file of this process."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.template = file.with_name("template.sqlite3")

    def build_template(self) -> None:
        with alone("test-databases") as folder:
            kept = folder / f"{fingerprint()}.sqlite3"
            if not kept.exists():
                for file in folder.iterdir():
                    file.unlink()
                unfinished = folder / "unfinished"
                _migrate(str(unfinished))
                with closing(sqlite3.connect(unfinished)) as built:
                    built.execute("PRAGMA journal_mode=DELETE")
                unfinished.replace(kept)
            shutil.copy(kept, self.template)  # the next change of a migration replaces the one that is kept

    def copy(self) -> str:
        # SQLite's own copying is safe while a live server still holds the file open.
        with (
            closing(sqlite3.connect(f"file:{self.template}?mode=ro", uri=True)) as template,
            closing(sqlite3.connect(self.file, timeout=20)) as copy,
        ):
            template.backup(copy)
        return str(self.file)

    def discard(self) -> None:
        connection.close()
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.file}{suffix}").unlink(missing_ok=True)


class Postgres(Database):
    """The template is a database beside the copy; PostgreSQL copies it itself."""

    def __init__(self) -> None:
        self.template = f"template_{fingerprint()}"
        self.name = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"

    def build_template(self) -> None:
        with self._server() as server:
            server.execute("SELECT pg_advisory_lock(20261123)")
            if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.template]).fetchone():
                return
            server.execute("DROP DATABASE IF EXISTS unfinished WITH (FORCE)")
            server.execute("CREATE DATABASE unfinished")
            _migrate("unfinished")
            server.execute(f"ALTER DATABASE unfinished RENAME TO {self.template}")

    def copy(self) -> str:
        self.discard()
        with self._server() as server:
            server.execute(f"CREATE DATABASE {self.name} TEMPLATE {self.template} STRATEGY FILE_COPY")
        return self.name

    def discard(self) -> None:
        connection.close()
        with self._server() as server:
            server.execute(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")

    @contextmanager
    def _server(self) -> Iterator[psycopg.Connection[Any]]:
        known = {key.lower(): value for key, value in connection.settings_dict.items() if value}
        parts = {key: known.get(key) for key in ("host", "port", "user", "password")}
        with psycopg.connect(dbname="postgres", autocommit=True, **parts) as server:
            yield server


def _migrate(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        connection.close()
