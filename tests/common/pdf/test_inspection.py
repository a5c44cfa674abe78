"""A document of ours is recognised whatever was done to it, and no file breaks the inspection."""

from __future__ import annotations

import hashlib
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from marketplace.common.pdf import Inspection, Signer, inspect, make_development_signer, sha256, sign
from tests.common.pdf.conftest import NUMBER, Letter, set_letter

STRANGER = Inspection(has_our_signature=False, intact=False, numbers_found=frozenset())


def test_our_own_document_is_recognised_and_intact(signed: bytes, signer: Signer) -> None:
    assert inspect(signed, [signer.certificate]) == Inspection(True, True, frozenset({NUMBER}))


def test_a_document_sealed_with_an_earlier_certificate_is_still_ours(
    signed: bytes, signer: Signer, tmp_path: Path
) -> None:
    renewed = make_development_signer(tmp_path / "renewed")
    assert inspect(signed, [renewed.certificate, signer.certificate]).intact


def test_a_seal_of_someone_else_is_not_ours(letter: Letter, signer: Signer, tmp_path: Path) -> None:
    other = make_development_signer(tmp_path / "other")
    found = inspect(sign(letter(number="X"), other), [signer.certificate])
    assert found == STRANGER


@pytest.mark.parametrize("place", [0.1, 0.3, 0.5, 0.7, 0.9, 0.97])
def test_one_changed_byte_is_noticed_and_the_document_still_recognised(
    place: float, signed: bytes, signer: Signer
) -> None:
    at = int(len(signed) * place)
    altered = signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :]
    found = inspect(altered, [signer.certificate])
    assert not found.intact
    assert found.has_our_signature or NUMBER in found.numbers_found


def test_something_added_behind_the_seal_is_noticed(signed: bytes, signer: Signer) -> None:
    assert inspect(signed + b"\n% more", [signer.certificate]) == Inspection(True, False, frozenset({NUMBER}))


def test_a_copy_saved_by_another_program_is_recognised_by_its_number(signed: bytes, signer: Signer) -> None:
    page, writer, out = PdfReader(BytesIO(signed)).pages[0], PdfWriter(), BytesIO()
    del page["/Annots"]  # what printing into a file leaves is the page alone
    writer.add_page(page)
    writer.write(out)
    assert inspect(out.getvalue(), [signer.certificate]) == Inspection(False, False, frozenset({NUMBER}))


def test_a_seal_moved_to_another_document_is_ours_but_not_intact(signed: bytes, signer: Signer) -> None:
    other = sign(set_letter("另一位收信人"), signer)
    start, end = (signed.index(b"/Contents <"), signed.index(b"/ByteRange"))
    moved = other[: other.index(b"/Contents <")] + signed[start:end] + other[other.index(b"/ByteRange") :]
    assert len(moved) == len(other)
    assert inspect(moved, [signer.certificate]) == Inspection(True, False, frozenset({NUMBER}))


def test_the_first_half_of_a_document_is_recognised_by_its_number(signed: bytes, signer: Signer) -> None:
    found = inspect(signed[: len(signed) // 2] + signed[-200:], [signer.certificate])
    assert not found.intact
    assert found.has_our_signature or found.numbers_found == {NUMBER}


def bomb(size: int) -> bytes:
    """A page whose content stream unpacks to `size` bytes of drawing."""
    content = zlib.compress(b"0 0 m 1 1 l S\n" * (size // 14), 9)
    return (
        b"%%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
        b"2 0 obj\n<</Type/Pages/Count 1/Kids[3 0 R]>>\nendobj\n"
        b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>\nendobj\n"
        b"4 0 obj\n<</Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream\nendobj\n"
        b"trailer\n<</Root 1 0 R/Size 5>>\n%%%%EOF\n" % (len(content), content)
    )


@pytest.mark.parametrize(
    "strange",
    [
        b"",
        b"%PDF-1.7",
        b"%PDF-1.7\n%%EOF",
        b"GIF89a" + bytes(300),
        b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF",
        b"/ByteRange [0 5 999999999 1]",
        b"/ByteRange [0 0 2 26]<>/ByteRange [0 0 2 26]",
        b"[" * 200_000,
        bomb(3_000_000),
        bomb(200_000_000),
    ],
    ids=["empty", "head", "no body", "GIF", "loop", "range beyond", "range of nothing", "nested", "long", "bomb"],
)
def test_what_is_not_ours_is_a_stranger(strange: bytes, signer: Signer) -> None:
    assert inspect(strange, [signer.certificate]) == STRANGER


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_break_the_inspection(signer: Signer, data: bytes) -> None:
    assert not inspect(b"%PDF-1.7\n" + data, [signer.certificate]).intact


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_no_damage_breaks_the_inspection_or_passes_as_intact(
    signed: bytes, signer: Signer, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(signed) - 1))
    length = data.draw(st.integers(1, 2_000))
    damaged = signed[:start] + data.draw(st.binary(max_size=40)) + signed[start + length :]
    assert inspect(damaged, [signer.certificate]).intact == (damaged == signed)


def test_a_document_is_known_by_its_digest(signed: bytes) -> None:
    assert sha256(signed) == hashlib.sha256(signed).hexdigest()
