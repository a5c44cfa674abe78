"""Empty tables to fill in: the headings in Chinese, and what each column may hold."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from marketplace.casework.importing.columns import COLUMNS, REQUIRED, REQUIRED_WITH_NEED
from marketplace.casework.importing.report import BOM
from marketplace.casework.models import DIMENSIONS
from marketplace.common import clock
from marketplace.common.rule_data import rule

ONE_OF = {"residency": "codes.residency", "need_kind": "codes.need_kind", "aid_type": "codes.aid_type"}
JOINED = {"register": "codes.register"}
YES_OR_NO = ("consent", "guardian_consent")
AMOUNTS = ("annual_income", "annual_spending", "value")
DAYS = ("needed_by", "consent_date")
ROWS_WITH_CHOICES = 2000
WIDTH = 16


def csv_template() -> bytes:
    """One line of headings, in UTF-8 with a BOM."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(COLUMNS.values())
    return (BOM + out.getvalue()).encode()


def xlsx_template() -> bytes:
    """The headings over columns of text, so that no number loses a digit; a second sheet explains them."""
    book = Workbook()
    sheet: Worksheet = book.worksheets[0]
    sheet.title = "案件"
    sheet.append(list(COLUMNS.values()))
    sheet.freeze_panes = "A2"
    for position, name in enumerate(COLUMNS, start=1):
        letter = get_column_letter(position)
        sheet.column_dimensions[letter].number_format = "@"
        sheet.column_dimensions[letter].width = WIDTH
        sheet.cell(1, position).font = Font(bold=name in REQUIRED)
        if choices := choices_of(name):
            offered = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
            offered.add(f"{letter}2:{letter}{ROWS_WITH_CHOICES}")
            sheet.add_data_validation(offered)
    _explain(book.create_sheet(_("Columns")))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def choices_of(name: str) -> list[str]:
    """The only values of a column, if there are such."""
    if name in YES_OR_NO:
        return ["是", "否"]
    return _names(ONE_OF[name]) if name in ONE_OF else []


def _names(code_list: str) -> list[str]:
    return [entry.zh for entry in rule(code_list, on=clock.today()).value]


def _explain(sheet: Worksheet) -> None:
    sheet.append([pgettext("of a column", "Heading"), _("Field"), _("Required"), _("What it holds")])
    for name, chinese in COLUMNS.items():
        needed = _("always") if name in REQUIRED else _("with a need") if name in REQUIRED_WITH_NEED else ""
        sheet.append([chinese, name, needed, _allowed(name)])
    for letter, width in zip("ABCD", (18, 20, 16, 80), strict=True):
        sheet.column_dimensions[letter].width = width


def _allowed(name: str) -> str:
    if name in JOINED:
        return _("%(values)s; several joined by +") % {"values": "、".join(_names(JOINED[name]))}
    if name == "members":
        return _(
            "relation:name:ID number:health, people separated by ; the head (户主) included; "
            "whoever has no ID number: a birth date such as 20180215"
        )
    if name in AMOUNTS:
        return _("yuan, at most two decimals")
    if name in DAYS:
        return _("for example 2026-12-20")
    if name in DIMENSIONS:
        return _("a whole number from 0 to 100, 100 is worst")
    return "、".join(choices_of(name))


TEMPLATES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", csv_template),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx_template),
}
