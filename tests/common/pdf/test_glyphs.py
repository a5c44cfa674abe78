"""What cannot be drawn is refused by name, before anything is set."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import translation

from marketplace.common.pdf import FontMissing, GlyphMissing, extract_text, glyphs, require_glyphs, typesetting
from tests.common.pdf.conftest import Letter, set_letter

RARE_BUT_DRAWN = "䶮㛃㐀𬭎𬀩龘"
OUTSIDE = "𠀀"


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Every template that reached the typesetter."""
    seen: list[Path] = []
    monkeypatch.setattr(typesetting, "_compile", lambda template, _inputs: seen.append(template))
    return seen


def test_names_with_rare_characters_are_set_and_read_back(letter: Letter) -> None:
    assert RARE_BUT_DRAWN in extract_text(letter(RARE_BUT_DRAWN))


def test_a_character_without_a_glyph_is_refused_by_name_and_nothing_is_set(compiled: list[Path]) -> None:
    with pytest.raises(GlyphMissing) as refusal:
        set_letter(f"王{OUTSIDE}一😀")
    assert refusal.value.characters == ("😀", OUTSIDE)
    assert f"{OUTSIDE} (U+20000)" in str(refusal.value)
    assert refusal.value.code == "PDF_GLYPH_MISSING"
    assert compiled == []


@pytest.mark.parametrize(
    "steering", ["\u202e", "\u200b", "\u2066", "\x00", "\n", "\t", "\ufeff", "\ue000", "\ufe0f", "\U000e0100", "\u0300"]
)
def test_a_character_that_steers_unseen_is_refused_by_its_code_point(steering: str, compiled: list[Path]) -> None:
    with pytest.raises(GlyphMissing) as refusal:
        set_letter(f"王{steering}一")
    assert f"U+{ord(steering):04X}" in str(refusal.value)
    assert steering not in str(refusal.value)
    assert compiled == []


def test_the_refusal_is_a_sentence_in_both_languages() -> None:
    for language, opening in (("en", "No font of ours draws"), ("zh-hans", "字库中没有以下字符：𠀀")):
        with translation.override(language):
            assert str(GlyphMissing(OUTSIDE)).startswith(opening)


def test_words_of_spaces_and_letters_pass() -> None:
    assert require_glyphs(["Zhulin 助邻", "助\u3000邻", "1\u00a0February"]) is None


@pytest.mark.parametrize("content", [None, b"not a font", b""])
def test_without_our_font_nothing_is_issued(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compiled: list[Path]
) -> None:
    file = tmp_path / "NotoSansSC-Regular.otf"
    if content is not None:
        file.write_bytes(content)
    monkeypatch.setattr(glyphs, "TEXT_FONT", file)
    with pytest.raises(FontMissing) as refusal:
        set_letter("某收信人")
    assert (refusal.value.name, refusal.value.code) == (file.name, "PDF_FONT_MISSING")
    assert compiled == []
