"""Where our own code is, and the models in it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db.models import Model

from tests.servers.places import ROOT, SCRIPTS

PACKAGES = ("marketplace", "matching", "donations", "cms")


def sources(suffix: str = ".py") -> Iterator[tuple[str, str]]:
    """(path from the root, text) of each of our files, migrations left out."""
    for package in PACKAGES:
        for file in sorted((ROOT / package).rglob(f"*{suffix}")):
            if "migrations" not in file.parts:
                yield str(file.relative_to(ROOT)), file.read_text(encoding="utf-8")


def our_models() -> list[type[Model]]:
    """Every concrete model of our packages."""
    return [model for model in apps.get_models() if model.__module__.split(".")[0] in PACKAGES]


def run(*command: str | Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """A program in the repository, its words captured; `manage` stands for our manage.py."""
    argv = (
        [sys.executable, "manage.py", *command[1:]] if command[0] == "manage" else [SCRIPTS / command[0], *command[1:]]
    )
    return subprocess.run(argv, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
