"""Strangers' PDFs before everybody reads them: only what is printed on the pages stays."""

from __future__ import annotations

from io import BytesIO
from typing import Final

from pypdf import PdfReader, PdfWriter, apply_configuration

from marketplace.common.pdf.reading import LIMITS
from marketplace.common.pdf.refusals import PdfUnreadable

UNPRINTED: Final = ("/Annots", "/Metadata", "/PieceInfo", "/AA", "/LastModified")


def only_pages(pdf: bytes) -> bytes:
    """The same pages without author, history, comments, forms, attachments and scripts; raises `PdfUnreadable`."""
    try:
        with apply_configuration(LIMITS):
            return _written_anew(PdfReader(BytesIO(pdf)))
    except Exception as error:
        raise PdfUnreadable from error


def _written_anew(reader: PdfReader) -> bytes:
    writer = PdfWriter()
    for page in reader.pages:
        for name in UNPRINTED:
            page.pop(name, None)
        writer.add_page(page)
    writer.metadata = None
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
