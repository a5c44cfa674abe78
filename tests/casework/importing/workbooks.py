"""Workbooks for the tests, some of them hostile."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from marketplace.casework.importing.columns import COLUMNS


def workbook(rows: Iterable[Mapping[str, Any]], *, epoch_1904: bool = False) -> Workbook:
    """A workbook with the Chinese headings and these rows."""
    book = Workbook()
    if epoch_1904:
        book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    sheet.append(list(COLUMNS.values()))
    for row in rows:
        sheet.append([row.get(name) for name in COLUMNS])
    return book


def saved(book: Workbook) -> bytes:
    """The bytes of the file."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_xlsx(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """The rows as a workbook."""
    return saved(workbook(rows))


def dated_1904(row: Mapping[str, Any], day: datetime) -> bytes:
    """A workbook that counts its days from 1904, as a Macintosh once did."""
    return saved(workbook([{**row, "needed_by": day}], epoch_1904=True))


def bomb(megabytes: int = 38) -> bytes:
    """A sheet of a hundred kilobytes that unpacks to so many megabytes."""
    filler = b'<row><c t="inlineStr"><is><t>' + b"0" * 967 + b"</t></is></c></row>"
    sheet = b"<worksheet><sheetData>" + filler * (megabytes * 1024) + b"</sheetData></worksheet>"
    out = io.BytesIO(saved(Workbook()))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", sheet)
    return out.getvalue()
