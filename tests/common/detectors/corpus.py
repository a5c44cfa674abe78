"""Invented need texts: clean ones, and dirty ones in which `{kind|words}` marks what must be found."""

from __future__ import annotations

import re
from pathlib import Path

from marketplace.common.detectors import Finding, Kind

HERE = Path(__file__).parent
MARK = re.compile(r"\{([a-z_]+)\|([^}]*)\}")


def clean_texts() -> list[str]:
    """Texts as a caseworker may publish them."""
    return (HERE / "clean_needs.txt").read_text(encoding="utf-8").splitlines()


def dirty_texts() -> list[tuple[str, tuple[Finding, ...]]]:
    """Texts with what a scan must find in them; a line break inside a mark belongs to the text."""
    whole = (HERE / "dirty_needs.txt").read_text(encoding="utf-8").strip("\n")
    return [unmarked(line) for line in re.split(r"\n(?![^{\n]*\})", whole)]


def unmarked(marked: str) -> tuple[str, tuple[Finding, ...]]:
    """The text without marks, and the findings that the marks stand for."""
    text, findings, end = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[end : mark.start()]
        findings.append(Finding(Kind(mark[1]), len(text), len(text) + len(mark[2])))
        text, end = text + mark[2], mark.end()
    return text + marked[end:], tuple(findings)
