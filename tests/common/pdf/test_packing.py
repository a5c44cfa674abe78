"""Packing changes how a file is stored, not what it is."""

from __future__ import annotations

from io import BytesIO

import pytest
import typst
from pypdf import PdfReader
from pypdf.generic import StreamObject

from marketplace.common.pdf.packing import pack
from tests.common.pdf.conftest import Letter


@pytest.fixture(scope="module")
def plain() -> bytes:
    """A file as typst writes it."""
    source = (
        b'#set document(title: "T", author: "A", keywords: ("NB-TR",))\n= Heading\nText #link("https://a.invalid/")[b]'
    )
    pdf = typst.compile(source, pdf_standards=["a-3a"], timestamp=0)
    assert isinstance(pdf, bytes)
    return pdf


def written(reader: PdfReader, number: int) -> bytes:
    """One object as text, a stream by its content: how it is compressed is not what it says."""
    found = reader.get_object(number)
    if isinstance(found, StreamObject):
        return found.get_data()
    out = BytesIO()
    assert found is not None
    found.write_to_stream(out)
    return out.getvalue()


def test_a_packed_file_is_smaller_and_says_the_same(plain: bytes) -> None:
    packed = pack(plain)
    before, after = PdfReader(BytesIO(plain), strict=True), PdfReader(BytesIO(packed), strict=True)
    assert len(packed) < len(plain)
    assert after.pages[0].extract_text() == before.pages[0].extract_text()
    assert after.metadata == before.metadata
    assert after.trailer["/ID"] == before.trailer["/ID"]
    assert after.root_object["/Metadata"].get_data() == before.root_object["/Metadata"].get_data()


def test_every_object_is_still_found_under_its_number(plain: bytes) -> None:
    before, after = PdfReader(BytesIO(plain), strict=True), PdfReader(BytesIO(pack(plain)), strict=True)
    numbers = range(1, before.trailer["/Size"])
    assert [written(after, number) for number in numbers] == [written(before, number) for number in numbers]


def test_a_packed_file_ends_in_a_line_break(letter: Letter) -> None:
    assert letter().endswith(b"%%EOF\n")


@pytest.mark.parametrize("cut", [b"", b"%PDF-1.7\n%%EOF", b"startxref\n9\n%%EOF"])
def test_what_typst_did_not_write_is_refused(cut: bytes) -> None:
    with pytest.raises(ValueError, match="cross-reference"):
        pack(cut)


def test_a_packed_file_is_not_packed_again(plain: bytes) -> None:
    with pytest.raises(ValueError, match="cross-reference"):
        pack(pack(plain))
