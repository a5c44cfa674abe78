"""An upload is what its bytes say; what it should not carry is gone, what it should not be is refused."""

from __future__ import annotations

import gzip

import pytest

from marketplace.documents.actions import PICTURES_AND_PDF
from marketplace.documents.inspection import MAX_BYTES, CheckedUpload, inspect_upload
from tests.documents.uploads import CANARY, gps_of, jpeg, png, png_header, size_of
from tests.refusals import refuses

PAPER = b"%PDF-1.7\n%%EOF\n"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><script>alert(1)</script>"
CORPUS = {
    "empty": (b"", "UPLOAD_EMPTY"),
    "html called a picture": (HTML, "UPLOAD_TYPE"),
    "svg": (SVG, "UPLOAD_TYPE"),
    "svg without a declaration": (SVG.partition(b"?>")[2], "UPLOAD_TYPE"),
    "packed svg": (gzip.compress(SVG), "UPLOAD_TYPE"),
    "gif": (b"GIF89a" + bytes(40), "UPLOAD_TYPE"),
    "archive": (b"PK\x03\x04" + bytes(40), "UPLOAD_TYPE"),
    "program": (b"\x7fELF" + bytes(40), "UPLOAD_TYPE"),
    "a picture's first bytes, then html": (b"\xff\xd8\xff" + HTML, "UPLOAD_DAMAGED"),
    "half a picture": (jpeg((400, 400))[:300], "UPLOAD_DAMAGED"),
    "a png that is only a header": (png_header(100, 100), "UPLOAD_DAMAGED"),
    "81 megapixels": (png_header(9_000, 9_000), "UPLOAD_PIXELS"),
    "196 megapixels": (png_header(14_000, 14_000), "UPLOAD_PIXELS"),
    "one byte too many": (jpeg().ljust(MAX_BYTES + 1, b"\0"), "UPLOAD_TOO_LARGE"),
}


@pytest.mark.parametrize(("data", "code"), CORPUS.values(), ids=CORPUS)
def test_what_should_not_come_in_is_refused(data: bytes, code: str) -> None:
    refuses(code, lambda: inspect_upload(data, accept=PICTURES_AND_PDF))


def test_where_and_with_what_a_picture_was_taken_is_gone() -> None:
    sent = jpeg(gps=True, description=CANARY)
    assert gps_of(sent)
    checked = inspect_upload(sent, accept=PICTURES_AND_PDF)
    assert not gps_of(checked.data)
    assert CANARY.encode() not in checked.data
    assert (checked.content_type, checked.extension) == ("image/jpeg", "jpg")


def test_a_picture_taken_sideways_stands_upright() -> None:
    assert size_of(inspect_upload(jpeg((40, 20), orientation=6), accept=PICTURES_AND_PDF).data) == (20, 40)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "1", "LA"])
def test_words_hidden_in_a_png_are_gone(mode: str) -> None:
    sent = png(mode)
    assert CANARY.encode() in sent
    checked = inspect_upload(sent, accept=PICTURES_AND_PDF)
    assert CANARY.encode() not in checked.data
    assert size_of(checked.data) == (8, 8)


def test_what_follows_a_picture_is_gone() -> None:
    checked = inspect_upload(jpeg() + HTML, accept=PICTURES_AND_PDF)
    assert b"script" not in checked.data


def test_a_paper_is_kept_as_it_is() -> None:
    assert inspect_upload(PAPER, accept=PICTURES_AND_PDF) == CheckedUpload(PAPER, "application/pdf")


def test_a_place_may_accept_less() -> None:
    refuses("UPLOAD_TYPE", lambda: inspect_upload(PAPER, accept=frozenset({"image/jpeg"})))


def test_the_largest_size_is_still_accepted() -> None:
    assert inspect_upload(PAPER.ljust(MAX_BYTES, b" "), accept=PICTURES_AND_PDF).content_type == "application/pdf"
