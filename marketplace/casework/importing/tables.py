"""CSV and XLSX into rows of text; limits are checked before anything is parsed."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from marketplace.common.commands import InputRefused, decode

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 60 * 1024 * 1024
MAX_RATIO = 100
MAX_ROWS = 200_000
MAX_COLUMNS = 60
MAX_CELL = 20_000
XLSX_MAGIC = b"PK\x03\x04"


class FileRefused(InputRefused):
    """The file as a whole cannot be used; nothing was written."""

    code = "FILE_REFUSED"


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and data rows: (record number, cells); the heading is record 1, empty rows are left out."""

    headings: list[str]
    rows: list[tuple[int, list[str]]]


def read_table(data: bytes, name: str) -> Table:
    """Read either format by its first bytes, whatever the name says; raises `FileRefused`."""
    if len(data) > MAX_BYTES:
        raise FileRefused(f"{name}: larger than {MAX_BYTES // 1024 // 1024} MB; split the file")
    records = _xlsx(data, name) if data.startswith(XLSX_MAGIC) else _csv(data, name)
    numbered = [(number, cells) for number, cells in enumerate(records, start=1) if any(cell.strip() for cell in cells)]
    if not numbered:
        raise FileRefused(f"{name}: the file is empty; the first row must hold the headings")
    (_first, headings), *rows = numbered
    return Table([heading.strip() for heading in headings], rows)


def _csv(data: bytes, name: str) -> Iterator[list[str]]:
    if b"\x00" in data:
        raise FileRefused(f"{name}: holds NUL bytes; save it again as CSV in UTF-8")
    text = decode(data, name)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for number, cells in enumerate(reader, start=1):
            _check_size(number, len(cells), max((len(cell) for cell in cells), default=0), name)
            yield cells
    except csv.Error as error:
        raise FileRefused(f"{name}: line {reader.line_num}: {error}") from error


def _xlsx(data: bytes, name: str) -> Iterator[list[str]]:
    _refuse_bomb(data, name)
    try:
        book = load_workbook(io.BytesIO(data), read_only=False, data_only=False, keep_links=False)
    except (InvalidFileException, DefusedXmlException, KeyError, ValueError, zipfile.BadZipFile, OSError) as error:
        raise FileRefused(f"{name}: not a readable XLSX workbook ({type(error).__name__})") from error
    sheet = book.worksheets[0]
    if sheet.merged_cells.ranges:
        where = ", ".join(str(area) for area in sheet.merged_cells.ranges[:3])
        raise FileRefused(f"{name}: merged cells ({where}); unmerge them so that every row stands for itself")
    for number, row in enumerate(sheet.iter_rows(), start=1):
        _check_size(number, len(row), 0, name)
        yield [_cell(cell.value, cell.data_type, name, number, cell.column_letter) for cell in row]


def _cell(value: Any, kind: str, name: str, row: int, column: str) -> str:
    if value is None:
        return ""
    if kind == "f":
        raise FileRefused(f"{name}: row {row}, column {column}: a formula; paste the values instead")
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value)
    _check_size(row, 0, len(text), name)
    return text


def _refuse_bomb(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(item.file_size for item in archive.infolist())
            packed = sum(item.compress_size for item in archive.infolist()) or 1
    except zipfile.BadZipFile as error:
        raise FileRefused(f"{name}: a damaged XLSX workbook") from error
    if unpacked > MAX_UNPACKED or (unpacked > 5 * 1024 * 1024 and unpacked / packed > MAX_RATIO):
        raise FileRefused(f"{name}: unpacks to {unpacked // 1024 // 1024} MB; such a workbook is not opened")


def _check_size(row: int, columns: int, longest: int, name: str) -> None:
    if row > MAX_ROWS + 1:
        raise FileRefused(f"{name}: more than {MAX_ROWS} rows; split the file")
    if columns > MAX_COLUMNS and columns > 0:
        raise FileRefused(f"{name}: row {row}: more than {MAX_COLUMNS} columns")
    if longest > MAX_CELL:
        raise FileRefused(f"{name}: row {row}: a cell holds more than {MAX_CELL} characters")
