"""A sheet as CSV or as a workbook: the same figures as on the page, withheld ones in words, nothing that runs."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook

from cms.presentation.figures import small_number_threshold
from marketplace.common import clock
from marketplace.common.money import format_yuan
from marketplace.needs.export import safe_cell
from marketplace.operations.bureau.sheets import Money, Sheet, Value

BOM = "\ufeff"
"""Spreadsheets in China read UTF-8 only behind it."""


def to_csv(sheet: Sheet) -> bytes:
    """Heads, rows, and a last line that says what is counted and when."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows(_table(sheet))
    return (BOM + out.getvalue()).encode()


def to_xlsx(sheet: Sheet) -> bytes:
    """The same table; every cell is text, so that none is taken for a formula."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = sheet.name
    for number, row in enumerate(_table(sheet), start=1):
        for column, text in enumerate(row, start=1):
            cell: Any = page.cell(number, column)
            cell.value, cell.data_type = text, "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _table(sheet: Sheet) -> list[list[str]]:
    heads = [str(head) for head in sheet.heads]
    rows = [[safe_cell(plain(cell.value)) for cell in row] for row in sheet.rows]
    moment = clock.local(sheet.as_of).isoformat(timespec="minutes")
    return [heads, *rows, [f"{sheet.means} ({moment})"]]


def plain(value: Value) -> str:
    """The value as text; a withheld one says so."""
    if value is None:
        return _("fewer than %(threshold)d") % {"threshold": small_number_threshold()}
    return format_yuan(value.fen) if isinstance(value, Money) else str(value)
