"""The first sheet of an XLSX workbook as rows of text: values only, dates by the workbook's own calendar."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook

from marketplace.common.tables.refusal import FileRefused

MAGIC = b"PK\x03\x04"
MAX_UNPACKED = 60 * 1024 * 1024
MAX_RATIO = 100
SMALL_ENOUGH = 5 * 1024 * 1024
"""Below this the ratio says nothing: an honest table of few words packs as well as a bomb."""


def read_workbook(data: bytes, *, rows: int, columns: int) -> Iterator[list[str]]:
    """Every row of the first sheet up to its last cell; raises `FileRefused` before anything large is unpacked."""
    _refuse_bomb(data)
    sheet = _first_sheet(data)
    if sheet.max_row > rows or sheet.max_column > columns:
        limits = {"rows": rows - 1, "columns": columns}
        raise FileRefused(_("the sheet is larger than %(rows)d rows and %(columns)d columns") % limits)
    if sheet.merged_cells.ranges:
        where = ", ".join(sorted(str(area) for area in sheet.merged_cells.ranges)[:3])
        raise FileRefused(
            _("merged cells (%(where)s); unmerge them so that every row stands for itself") % {"where": where}
        )
    for number, row in enumerate(sheet.iter_rows(), start=1):
        yield [_text(cell.value, cell.data_type, number, cell.column_letter) for cell in row]


def _refuse_bomb(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(item.file_size for item in archive.infolist())
            packed = sum(item.compress_size for item in archive.infolist()) or 1
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise FileRefused(_("a damaged XLSX workbook")) from error
    if unpacked > MAX_UNPACKED or (unpacked > SMALL_ENOUGH and unpacked / packed > MAX_RATIO):
        size = {"size": unpacked // 1024 // 1024}
        raise FileRefused(_("unpacks to %(size)d MB; such a workbook is not opened") % size)


def _first_sheet(data: bytes) -> Any:
    try:
        return load_workbook(io.BytesIO(data), read_only=False, data_only=False, keep_links=False).worksheets[0]
    except Exception as error:
        raise FileRefused(_("not a readable XLSX workbook (%(error)s)") % {"error": type(error).__name__}) from error


def _text(value: Any, kind: str, row: int, column: str) -> str:
    if value is None:
        return ""
    if kind == "f":
        where = {"row": row, "column": column}
        raise FileRefused(_("row %(row)d, column %(column)s: a formula; paste the values instead") % where)
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
