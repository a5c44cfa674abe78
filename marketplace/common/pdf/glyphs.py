"""Which characters our fonts draw. A missing glyph raises nothing in a typesetter, so we ask before."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

from fontTools.ttLib import TTFont, TTLibError

from marketplace.common.pdf.refusals import FontMissing, GlyphMissing

FONTS: Final = Path(__file__).with_name("fonts")
TEXT_FONT: Final = FONTS / "NotoSansSC-Regular.otf"
"""The font that every changing word can fall back to; headings may use narrower ones."""
SPACES: Final = frozenset(" \u00a0\u3000")
NEVER_ALONE: Final = "CMZ"
"""Unicode's categories of what steers, joins or separates; accents that compose are letters by the time we look."""


def require_glyphs(words: Iterable[str]) -> None:
    """Raise `GlyphMissing` with every character that would be drawn as nothing, or that steers text unseen."""
    used = {character for word in words for character in word}
    if missing := used - drawable():
        raise GlyphMissing(missing)


def drawable() -> frozenset[str]:
    """The visible characters of the text font, and the spaces; no control, format, combining or private ones."""
    if not TEXT_FONT.is_file():
        raise FontMissing(TEXT_FONT.name)
    return _visible_characters(TEXT_FONT)


@cache
def _visible_characters(file: Path) -> frozenset[str]:
    try:
        with TTFont(file, lazy=True) as font:
            characters = map(chr, font.getBestCmap())
    except (OSError, TTLibError) as error:
        raise FontMissing(file.name) from error
    return SPACES | {each for each in characters if unicodedata.category(each)[0] not in NEVER_ALONE}
