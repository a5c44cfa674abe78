"""Judges of a page: accessibility (axe), valid HTML (the W3C checker), width, and what happened behind the page."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request

from tests.servers.java import java
from tests.servers.node import node_modules

INSIDE_SCHEMES = {"data", "blob", "about"}


@dataclass
class Watch:
    """Everything a visitor never sees but we must: script errors, blocked content, requests to anybody else."""

    origins: frozenset[str]
    faults: list[str] = field(default_factory=list)

    def hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.faults.append(f"console {message.type}: {message.text}")

    def see(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in INSIDE_SCHEMES and f"{parts.scheme}://{parts.netloc}" not in self.origins:
            self.faults.append(f"outside request: {request.url}")


def watch(page: Page, *origins: str) -> Watch:
    """Watch a page from now on; `faults` must stay empty. Origins read `http://127.0.0.1:8000`.

    A violation of the content security policy is a console error, so it is among the faults.
    """
    watcher = Watch(frozenset(origins))
    page.on("console", watcher.hear)
    page.on("pageerror", lambda error: watcher.faults.append(f"script error: {error}"))
    page.on("request", watcher.see)
    return watcher


def accessibility_faults(page: Page) -> list[str]:
    """What axe finds, one sentence a rule with the elements concerned; empty is good."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate((node_modules() / "axe-core" / "axe.min.js").read_text())
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", tags)
    return [_sentence(violation) for violation in found["violations"]]


def _sentence(violation: dict[str, Any]) -> str:
    elements = ", ".join(" ".join(map(str, node["target"])) for node in violation["nodes"])
    return f"{violation['id']}: {violation['help']} ({elements})"


def pixels_outside(page: Page) -> int:
    """How far the page can be scrolled sideways at its present width; 0 is good."""
    width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    return int(page.evaluate(f"() => Math.max(0, {width})"))


def html_faults(*pages: str) -> list[str]:
    """Errors of the W3C checker in whole HTML documents; empty is good. One start of Java judges them all."""
    with tempfile.TemporaryDirectory(prefix="zhulin-html-") as folder:
        files = [Path(folder) / f"page{number}.html" for number, _ in enumerate(pages)]
        for file, page in zip(files, pages, strict=True):
            file.write_text(page, encoding="utf-8")
        checker = node_modules() / "vnu-jar" / "build" / "dist" / "vnu.jar"
        messages = json.loads(java("-jar", checker, "--format", "json", *files).stderr)["messages"]
    return [
        f"{Path(message['url']).name}, line {message.get('lastLine')}: {message['message']}"
        for message in messages
        if message["type"] == "error"
    ]
