"""The palette can be read: WCAG contrast in light, in dark and on paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import cms

TOKENS = (Path(cms.__file__).parent / "static" / "cms" / "tokens.css").read_text(encoding="utf-8")
BODY_TEXT = 4.5
EDGES = 3.0
TEXT_ON_GROUND = [
    ("ink", "paper"), ("ink", "surface"), ("ink", "veil"), ("ink", "alert-wash"), ("ink", "accent-wash"),
    ("ink-soft", "paper"), ("ink-soft", "surface"), ("ink-soft", "veil"), ("ink-soft", "accent-wash"),
    ("accent", "paper"), ("accent", "surface"), ("accent", "veil"), ("accent-deep", "accent-wash"),
    ("on-accent", "accent"), ("on-accent", "accent-deep"), ("on-alert", "alert"), ("on-alert", "alert-deep"),
    ("alert", "paper"), ("alert", "surface"), ("alert", "alert-wash"), ("notice", "paper"), ("notice", "notice-wash"),
    ("ink", "level-1"), ("ink", "level-2"), ("ink", "level-3"), ("on-level-4", "level-4"),
]  # fmt: skip


def palette(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9A-Fa-f]{6})", block))


def blocks() -> dict[str, dict[str, str]]:
    """The palettes by theme, each laid over the light one as the cascade does."""
    light = palette(TOKENS[: TOKENS.index("@media (prefers-color-scheme: dark)")])
    system, rest = TOKENS[TOKENS.index("@media (prefers-color-scheme: dark)") :].split('\n:root[data-theme="dark"]')
    chosen, paper = rest.split("@media print")
    return {
        "light": light,
        "dark": light | palette(system),
        "chosen dark": light | palette(chosen),
        "print": light | palette(paper),
    }


def luminance(colour: str) -> float:
    """Relative luminance of #RRGGBB (WCAG 2.2)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_can_be_read_on_its_ground(theme: str, text: str, ground: str):
    colours = blocks()[theme]

    assert contrast(colours[text], colours[ground]) >= BODY_TEXT


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "surface"])
def test_the_edge_of_an_input_and_the_ring_of_focus_can_be_seen(theme: str, ground: str):
    colours = blocks()[theme]

    assert contrast(colours["control"], colours[ground]) >= EDGES
    assert contrast(colours["accent"], colours[ground]) >= EDGES


def test_dark_is_the_same_whether_the_device_or_the_reader_asks_for_it():
    assert blocks()["dark"] == blocks()["chosen dark"]


def test_only_the_tokens_name_colours():
    for sheet in sorted((Path(cms.__file__).parent / "static" / "cms").glob("*.css")):
        if sheet.name not in {"tokens.css", "print.css"}:
            found = set(re.findall(r"#[0-9A-Fa-f]{3,6}\b", sheet.read_text(encoding="utf-8")))
            assert found <= {"#FFFFFF", "#000000"}, sheet.name  # a QR code is black on white in every theme
