"""Where the tests keep what they download or build: one ignored folder in the repository."""

from __future__ import annotations

import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CACHE = Path(os.environ.get("ZHULIN_TEST_CACHE", ROOT / ".cache"))
SCRIPTS = Path(sys.executable).parent


def package(name: str) -> Path:
    """The folder of an installed package, found without running it."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"{name} is missing: python -m pip install --require-hashes -r requirements-dev.txt")
    return Path(spec.submodule_search_locations[0])


@contextmanager
def alone(name: str) -> Iterator[Path]:
    """Let one process at a time into `.cache/<name>`: two test workers must not unpack the same thing twice."""
    folder = CACHE / name
    folder.mkdir(parents=True, exist_ok=True)
    with (CACHE / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder
