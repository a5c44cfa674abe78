"""What goes in as data comes out as text: all of it, as it was, and nothing else decides how it looks."""

from __future__ import annotations

import unicodedata
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from marketplace.common.pdf import TextLost, extract_text
from marketplace.common.pdf.glyphs import drawable
from marketplace.common.pdf.reading import without_space
from tests.common.pdf.conftest import NUMBER, Letter, set_letter

HERE = Path(__file__).parent


@pytest.mark.parametrize(
    "name",
    [
        '#import "/manage.py": *',
        '"); #panic("',
        "*强* _调_ $x^2$ `raw` <label> @ref [a](b)",
        "= 标题 \\ // 注释 /* 注释 */",
        '{"name": "另一个"}',
        "'引' “号” -- --- ...",
    ],
)
def test_markup_in_data_is_only_text(name: str, letter: Letter) -> None:
    assert without_space(name) in without_space(extract_text(letter(name)))


@settings(deadline=None, max_examples=20)
@given(st.text(st.sampled_from(sorted(drawable())), min_size=1, max_size=60))
def test_any_drawable_name_can_be_read_back(name: str) -> None:
    assert without_space(unicodedata.normalize("NFC", name)) in without_space(extract_text(set_letter(name)))


def test_decomposed_letters_are_set_composed(letter: Letter) -> None:
    assert "José" in extract_text(letter("Jose\u0301"))


def test_a_template_that_forgets_a_word_issues_nothing() -> None:
    with pytest.raises(TextLost) as refusal:
        set_letter("某收信人", template=HERE / "forgetful.typ")
    assert (refusal.value.lost, refusal.value.code) == (("某收信人",), "PDF_TEXT_LOST")


def test_the_same_data_give_the_same_bytes(letter: Letter) -> None:
    assert letter("某收信人") == letter("某收信人")


def test_title_language_and_number_stand_in_the_file(letter: Letter) -> None:
    pdf = letter()
    reader = PdfReader(BytesIO(pdf))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.get("/Keywords")) == (f"测试 Test {NUMBER}", NUMBER)
    assert (reader.root_object["/Lang"], reader.root_object["/MarkInfo"]["/Marked"]) == ("zh-CN", True)
    assert NUMBER.encode() in pdf


def test_only_our_fonts_are_used_and_they_are_embedded_in_part(letter: Letter) -> None:
    fonts = PdfReader(BytesIO(letter())).pages[0]["/Resources"]["/Font"].values()
    names = {font.get_object()["/BaseFont"].split("+")[1] for font in fonts}
    assert names == {"NotoSansSC-Regular-Identity-H", "NotoSerifSC-SemiBold-Identity-H"}


def test_threads_do_not_mix_their_documents() -> None:
    names = [f"第{index}位收信人" for index in range(24)]
    with ThreadPoolExecutor(4) as pool:
        texts = [without_space(extract_text(pdf)) for pdf in pool.map(set_letter, names)]
    assert [[name for name in names if name in text] for text in texts] == [[name] for name in names]
