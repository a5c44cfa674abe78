"""Reading text back out of a file: ours to prove what it says, a stranger's within tight limits."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from io import BytesIO
from itertools import islice
from typing import Final

from pypdf import Configuration, PdfReader, apply_configuration

from marketplace.common.pdf.refusals import TextLost

PAGES: Final = 8
LIMITS: Final = Configuration(
    zlib_maximum_output_length=4_000_000,
    zlib_maximum_recovery_input_length=100_000,
    lzw_maximum_output_length=1_000_000,
    run_length_maximum_output_length=1_000_000,
    brotli_maximum_output_length=1_000_000,
    stream_decoding_work_maximum_length=8_000_000,
    stream_parsing_work_maximum_count=60_000,
    xform_maximum_invocations_per_extraction=50,
    page_tree_maximum_entries=1_000,
    disable_legacy_handling=True,
)
"""Several times what our own documents need; a hostile file costs seconds at most."""


def extract_text(pdf: bytes) -> str:
    """The text of the first pages in NFC; raises pypdf's errors on what is no PDF or exceeds the limits."""
    with apply_configuration(LIMITS):
        pages = islice(PdfReader(BytesIO(pdf)).pages, PAGES)
        return unicodedata.normalize("NFC", "\n".join(page.extract_text() for page in pages))


def require_text(pdf: bytes, words: Iterable[str]) -> None:
    """Raise `TextLost` unless every word can be read in the file; white space and line breaks do not count."""
    said = without_space(extract_text(pdf))
    if lost := [word for word in words if without_space(word) not in said]:
        raise TextLost(lost)


def without_space(text: str) -> str:
    """The text with all white space taken out."""
    return "".join(text.split())
