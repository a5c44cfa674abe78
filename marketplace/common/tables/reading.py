"""CSV and XLSX into rows of text; limits are checked before anything is parsed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from marketplace.common.commands import InputRefused, decode
from marketplace.common.tables.refusal import FileRefused
from marketplace.common.tables.workbooks import MAGIC, read_workbook

MAX_BYTES = 20 * 1024 * 1024
MAX_COLUMNS = 60
MAX_CELL = 20_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be; `rows` counts without the heading."""

    bytes: int = MAX_BYTES
    rows: int = 200_000


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and data rows: (record number, cells); the heading is record 1, empty rows are left out."""

    headings: list[str]
    rows: list[tuple[int, list[str]]]


def read_table(data: bytes, name: str, limits: Limits = Limits()) -> Table:
    """Read either format by its first bytes, whatever the name says; raises `FileRefused`."""
    try:
        return _read(data, limits)
    except FileRefused as refusal:
        raise refusal.of(name) from refusal


def _read(data: bytes, limits: Limits) -> Table:
    if len(data) > limits.bytes:
        raise FileRefused(_("larger than %(limit)d MB; split the file") % {"limit": limits.bytes // 1024 // 1024})
    records = read_workbook(data, rows=limits.rows + 1, columns=MAX_COLUMNS) if data.startswith(MAGIC) else _csv(data)
    numbered = [
        (number, cells) for number, cells in _limited(records, limits.rows) if any(cell.strip() for cell in cells)
    ]
    if not numbered:
        raise FileRefused(_("the file is empty; the first row must hold the headings"))
    (_first, headings), *rows = numbered
    return Table([heading.strip() for heading in headings], rows)


def _csv(data: bytes) -> Iterator[list[str]]:
    if b"\x00" in data:
        raise FileRefused(_("holds NUL bytes; save it again as CSV in UTF-8"))
    try:
        text = decode(data, "")
    except InputRefused as error:
        raise FileRefused(_("neither UTF-8 nor GB 18030 text")) from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        yield from reader
    except csv.Error as error:
        where = {"line": reader.line_num, "error": str(error)}
        raise FileRefused(_("line %(line)d: not readable as CSV (%(error)s)") % where) from error


def _limited(records: Iterable[list[str]], rows: int) -> Iterator[tuple[int, list[str]]]:
    for number, cells in enumerate(records, start=1):
        if number > rows + 1:
            raise FileRefused(_("more than %(limit)d rows; split the file") % {"limit": rows})
        if len(cells) > MAX_COLUMNS:
            where = {"row": number, "limit": MAX_COLUMNS}
            raise FileRefused(_("row %(row)d: more than %(limit)d columns") % where)
        if max(map(len, cells), default=0) > MAX_CELL:
            where = {"row": number, "limit": MAX_CELL}
            raise FileRefused(_("row %(row)d: a cell holds more than %(limit)d characters") % where)
        yield number, cells
