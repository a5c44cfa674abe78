"""A small city, built by the commands in a folder of its own; whoever needs one asks for `city`."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from marketplace.operations.demo.households import cases_file
from tests.servers.places import ROOT, alone
from tests.servers.template import fingerprint

HOUSEHOLDS, SEED, TODAY = 300, 1, "2026-11-23"


@dataclass(frozen=True)
class Answer:
    """What a command said: exit code, stdout, stderr."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True)
class City:
    """A folder that holds everything a city consists of: database, media, mail, logins."""

    folder: Path
    days_ahead: int = 0
    """What its clock adds to the machine's."""

    @property
    def env(self) -> dict[str, str]:
        """Embedded settings, and nothing of the stores that this test run uses."""
        clean = {key: value for key, value in os.environ.items() if not key.startswith("ZHULIN_")}
        own = {"ZHULIN_STATE_ROOT": str(self.folder), "ZHULIN_DAYS_AHEAD": str(self.days_ahead)}
        return {**clean, **own, "DJANGO_SETTINGS_MODULE": "marketplace.settings.embedded"}

    def manage(self, *arguments: object, stdin: str = "") -> Answer:
        """One of our commands in this city."""
        command = [sys.executable, "manage.py", *map(str, arguments)]
        done = subprocess.run(command, cwd=ROOT, env=self.env, input=stdin, capture_output=True, text=True, check=False)
        return Answer(done.returncode, done.stdout, done.stderr)

    def play(self) -> Answer:
        return self.manage("demo", "--households", HOUSEHOLDS, "--seed", SEED, "--today", TODAY)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Straight from the file, past all of our code; text that is no UTF-8 comes as bytes."""
        with closing(sqlite3.connect(f"file:{self.folder / 'zhulin.sqlite3'}?mode=ro", uri=True)) as database:
            return database.execute(query).fetchall()

    @cached_property
    def export(self) -> list[dict[str, Any]]:
        return self.manage("export_needs").lines

    @cached_property
    def built(self) -> Answer:
        """What `demo` said when this city was built."""
        return Answer(**json.loads((self.folder / "demo.json").read_text()))


def build(folder: Path) -> City:
    """Migrate, then play."""
    folder.mkdir(parents=True)
    city = City(folder)
    with alone("test-databases") as templates:
        kept = templates / f"{fingerprint()}.sqlite3"
        if kept.exists():
            shutil.copy(kept, folder / "zhulin.sqlite3")
    migrated = city.manage("migrate", "--verbosity", 0)
    assert migrated.code == 0, migrated.err
    answer = city.play()
    (folder / "demo.json").write_text(json.dumps({"code": answer.code, "out": answer.out, "err": answer.err}))
    return city


def cases() -> list[dict[str, str]]:
    """The rows of the file that this city was built from."""
    data = cases_file(households=HOUSEHOLDS, seed=SEED, today=date.fromisoformat(TODAY))
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    """The small city, built once a run: all workers share it, so it is only read."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with alone("small-city"):
        folder = shared / "small-city"
        return City(folder) if (folder / "demo.json").exists() else build(folder)
