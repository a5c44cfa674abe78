"""A stranger's PDF before everybody reads it keeps its pages and nothing that is not printed on them."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from marketplace.common.pdf import PdfUnreadable, extract_text, only_pages
from tests.common.pdf.conftest import set_letter

CANARY = "Author Canary"


def scanned() -> bytes:
    out = io.BytesIO()
    Image.new("L", (60, 80), 200).save(out, "PDF", author=CANARY, title=CANARY)
    return out.getvalue()


def burdened() -> bytes:
    """With a comment, an attachment, a script and an author."""
    writer = PdfWriter(clone_from=io.BytesIO(scanned()))
    writer.add_annotation(0, FreeText(text=CANARY, rect=(10, 10, 50, 50)))
    writer.add_attachment("notes.txt", CANARY.encode())
    script = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject(f"app.alert('{CANARY}')")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject({NameObject(k): v for k, v in script.items()})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_author_comments_attachments_and_scripts_are_gone() -> None:
    before, after = PdfReader(io.BytesIO(burdened())), PdfReader(io.BytesIO(only_pages(burdened())))
    assert before.attachments
    assert before.metadata is not None
    assert (len(after.pages), after.metadata, dict(after.attachments)) == (len(before.pages), None, {})
    assert "/Annots" not in after.pages[0]
    assert set(after.root_object) == {"/Type", "/Pages"}
    assert CANARY.encode() not in only_pages(burdened())


def test_what_is_printed_stays() -> None:
    letter = set_letter("一位收信人")
    assert extract_text(only_pages(letter)) == extract_text(letter)


def test_the_same_file_is_cleaned_to_the_same_bytes() -> None:
    letter = scanned()
    assert only_pages(letter) == only_pages(letter)


def test_what_does_not_open_is_refused() -> None:
    locked = PdfWriter(clone_from=io.BytesIO(scanned()))
    locked.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    locked.write(out)
    for data in (b"", b"%PDF-1.7\n%%EOF\n", b"no pdf", scanned()[:400], out.getvalue()):
        with pytest.raises(PdfUnreadable):
            only_pages(data)
