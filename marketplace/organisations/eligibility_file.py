"""A published list of recipients as CSV: read strictly, every fault with its row, nothing half."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy as _

from marketplace.common import clock
from marketplace.common.identifiers import credit_code as check_credit_code
from marketplace.common.identifiers import normalise_identifier
from marketplace.common.rule_data import rule
from marketplace.common.verdict import DomainError, Sentence

MOST_BYTES: Final = 2 * 1024 * 1024
MOST_ROWS: Final = 5_000
MOST_FAULTS: Final = 50
LONGEST: Final = {"document_number": 80, "level": 12}
COLUMNS: Final = {
    "credit_code": ("credit_code", "org_uscc", "统一社会信用代码"),
    "document_number": ("document_number", "doc_no", "文号", "公告文号"),
    "level": ("level", "级次", "层级"),
    "year_from": ("year_from", "起始年度"),
    "year_to": ("year_to", "截止年度"),
    "revoked_on": ("revoked_on", "取消日期"),
}
OPTIONAL: Final = frozenset({"revoked_on"})


@dataclass(frozen=True, slots=True)
class Line:
    """One recipient for some years."""

    credit_code: str
    document_number: str
    level: str
    year_from: int
    year_to: int
    revoked_on: date | None

    @property
    def key(self) -> tuple[str, str]:
        """What may stand on a list once."""
        return self.credit_code, self.document_number


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in which row of the file; the headings are row 1."""

    row: int
    sentence: Sentence


class FileUnreadable(DomainError):
    """It is not the CSV file that is asked for."""

    code = "ELIGIBILITY_FILE"


class RowsRefused(DomainError):
    """Some rows are wrong; `faults` says which and why, and nothing was taken."""

    code = "ELIGIBILITY_ROWS"

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(_("Some rows are wrong. Nothing was imported: mend them and choose the file again."))
        self.faults = faults


class _RowWrong(ValueError):
    """A sentence about a cell, for the fault of its row."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


def read_list(data: bytes) -> list[Line]:
    """Every line of the file; raises `FileUnreadable` or `RowsRefused`."""
    rows = _table(data)
    columns = _columns(next(rows, []))
    lines: list[Line] = []
    faults: list[Fault] = []
    seen: set[tuple[str, str]] = set()
    for number, cells in enumerate(rows, start=2):
        if number > MOST_ROWS + 1:
            raise FileUnreadable(_("The file has more than %(most)s rows. Split it.") % {"most": MOST_ROWS})
        if not any(cell.strip() for cell in cells):
            continue
        try:
            line = _line(columns, cells)
            if line.key in seen:
                raise _RowWrong(_("This recipient stands under the same notice in another row too."))
        except _RowWrong as wrong:
            faults.append(Fault(number, wrong.sentence))
            continue
        seen.add(line.key)
        lines.append(line)
    if faults:
        raise RowsRefused(faults[:MOST_FAULTS])
    if not lines:
        raise FileUnreadable(_("The file has no rows below its headings."))
    return lines


def _table(data: bytes) -> Iterator[list[str]]:
    if len(data) > MOST_BYTES:
        raise FileUnreadable(_("The file is larger than 2 MB. Split it."))
    reader = csv.reader(io.StringIO(_text(data), newline=""), strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise FileUnreadable(_("The file is not a CSV table. Save it as CSV and try again.")) from error


def _text(data: bytes) -> str:
    """UTF-8 with or without a mark, or what office programs write in China."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise FileUnreadable(_("The file is not a CSV table. Save it as CSV and try again."))


def _columns(headings: list[str]) -> dict[str, int]:
    """Column -> place; headings in Chinese or English, in any order."""
    names = [heading.strip().lower() for heading in headings]
    found = {column: place for column, words in COLUMNS.items() for place, name in enumerate(names) if name in words}
    missing = [words[-1] for column, words in COLUMNS.items() if column not in found and column not in OPTIONAL]
    if missing:
        raise FileUnreadable(_("The first row lacks these headings: %(headings)s.") % {"headings": ", ".join(missing)})
    if sum(name in words for words in COLUMNS.values() for name in names) > len(found):
        raise FileUnreadable(_("A heading stands twice in the first row."))
    return found


def _line(columns: dict[str, int], cells: list[str]) -> Line:
    cell = {name: (cells[place].strip() if place < len(cells) else "") for name, place in columns.items()}
    code = normalise_identifier(cell["credit_code"])
    verdict = check_credit_code(code)
    if not verdict:
        raise _RowWrong(verdict.reason)
    for name, longest in LONGEST.items():
        if not cell[name] or len(cell[name]) > longest:
            raise _RowWrong(_("Notice and level are needed, in at most 80 and 12 characters."))
    first, last = _year(cell["year_from"]), _year(cell["year_to"])
    if last < first:
        raise _RowWrong(_("The last year lies before the first."))
    level = rule("codes.eligibility_level", on=clock.today())
    known = {word for entry in level.value for word in (entry.code, entry.zh, entry.en)}
    if cell["level"] not in known:
        raise _RowWrong(_("The level is one of: %(levels)s.") % {"levels": "、".join(e.zh for e in level.value)})
    return Line(
        code, cell["document_number"], level.code_named(cell["level"]), first, last, _day(cell.get("revoked_on", ""))
    )


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4 and "2000" <= text <= "2100"):
        raise _RowWrong(_("A year has four digits, such as 2026."))
    return int(text)


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise _RowWrong(_("A day is written 2026-12-31.")) from error
