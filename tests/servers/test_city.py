"""`make run` builds the city once, mends what was interrupted, and never removes a database that it did not begin."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.servers.places import ROOT

# Stands where the virtual environment's Python stands: notes what it is asked for, and fails where it is told to.
PYTHON = """#!/bin/sh
echo "$2" >> asked
[ "$2" = migrate ] && { mkdir -p var; touch var/zhulin.sqlite3; }
[ -e "fail-$2" ] && exit "$(cat "fail-$2")"
exit 0
"""


@dataclass(frozen=True)
class House:
    """A repository with nothing in it but the script."""

    folder: Path

    def city(self, *arguments: str, **env: str) -> int:
        (self.folder / "asked").unlink(missing_ok=True)
        clean = {key: value for key, value in os.environ.items() if not key.startswith("ZHULIN_")}
        command = [self.folder / ".ci" / "city", *arguments]
        return subprocess.run(command, env=clean | env, capture_output=True, check=False).returncode

    @property
    def asked(self) -> list[str]:
        file = self.folder / "asked"
        return file.read_text().split() if file.exists() else []

    def fail(self, command: str, code: int) -> None:
        (self.folder / f"fail-{command}").write_text(str(code))


@pytest.fixture
def house(tmp_path: Path) -> House:
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(PYTHON)
    python.chmod(0o755)
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "city", tmp_path / ".ci")
    for package in ("marketplace/migrations", "matching", "donations", "cms"):
        (tmp_path / package).mkdir(parents=True)
    (tmp_path / "requirements.txt").touch()
    return House(tmp_path)


def test_the_first_start_builds_and_the_second_does_nothing(house: House) -> None:
    assert house.city() == 0
    assert house.asked == ["migrate", "demo"]
    assert house.city() == 0
    assert house.asked == []


def test_a_new_migration_is_applied_and_the_data_stay(house: House) -> None:
    house.city()
    kept = house.folder / "var" / "zhulin.sqlite3"
    kept.write_text("data")
    migration = house.folder / "marketplace" / "migrations" / "0002_more.py"
    migration.touch()
    os.utime(migration, (2**32, 2**32))
    assert house.city() == 0
    assert house.asked == ["migrate"]
    assert kept.read_text() == "data"


def test_an_interrupted_build_starts_from_the_beginning(house: House) -> None:
    house.fail("demo", 1)
    assert house.city() == 1
    (house.folder / "var" / "half").touch()
    (house.folder / "fail-demo").unlink()
    assert house.city() == 0
    assert house.asked == ["migrate", "demo"]
    assert not (house.folder / "var" / "half").exists()


def test_a_database_that_somebody_filled_is_served_as_it_is(house: House) -> None:
    (house.folder / "var").mkdir()
    kept = house.folder / "var" / "zhulin.sqlite3"
    kept.write_text("data")
    house.fail("demo", 2)
    assert house.city() == 0
    assert house.city() == 0
    assert kept.read_text() == "data"


def test_a_city_that_cannot_be_built_is_a_failure(house: House) -> None:
    house.fail("demo", 2)
    assert house.city() == 2


def test_another_database_is_migrated_and_never_removed(house: House) -> None:
    assert house.city(ZHULIN_DATABASE_URL="postgres:///elsewhere") == 0
    assert house.asked == ["migrate"]
    assert house.city("--anew", ZHULIN_DATABASE_URL="postgres:///elsewhere") == 2
    assert house.asked == []


def test_the_city_can_be_built_anew(house: House) -> None:
    house.city()
    (house.folder / "var" / "old").touch()
    assert house.city("--anew") == 0
    assert house.asked == ["migrate", "demo"]
    assert not (house.folder / "var" / "old").exists()
