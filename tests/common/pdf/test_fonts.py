"""The fonts are ours, free, and wide enough for the names of a Chinese city."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont

from marketplace.common.pdf.glyphs import FONTS, drawable

LARGEST_IN_ALL = 12_000_000


def gb2312() -> set[str]:
    """Every character of the everyday set, by its own code table."""
    pairs = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return {pair.decode("gb2312", errors="ignore") for pair in pairs} - {""}


def test_the_fonts_are_licensed_and_small_enough_to_keep_in_the_repository() -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text()
    assert sum(file.stat().st_size for file in FONTS.glob("*.otf")) <= LARGEST_IN_ALL


@pytest.mark.parametrize(
    ("file", "family", "weight"),
    [
        ("NotoSansSC-Regular.otf", "Noto Sans SC", 400),
        ("NotoSansSC-Bold.otf", "Noto Sans SC", 700),
        ("NotoSerifSC-SemiBold.otf", "Noto Serif SC", 600),
    ],
)
def test_each_font_goes_by_the_name_that_pages_and_documents_ask_for(file: str, family: str, weight: int) -> None:
    with TTFont(FONTS / file, lazy=True) as font:
        assert font["name"].getBestFamilyName() == family
        assert font["OS/2"].usWeightClass == weight
        assert gb2312() <= {chr(point) for point in font.getBestCmap()}


def test_every_unified_ideograph_of_the_first_block_but_sixteen_can_be_drawn() -> None:
    block = {chr(point) for point in range(0x4E00, 0xA000)}
    assert len(block - drawable()) == 16


def test_figures_stand_in_columns() -> None:
    with TTFont(FONTS / "NotoSansSC-Regular.otf", lazy=True) as font:
        names = font.getBestCmap()
        assert len({font["hmtx"][names[ord(figure)]][0] for figure in "0123456789"}) == 1
