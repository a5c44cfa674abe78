"""A bank's CSV export into bookings; limits come first, and a row that cannot be read is named, never guessed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from donations.reconciliation.layout import columns, fold, is_heading, layout
from marketplace.common import clock
from marketplace.common.commands import InputRefused, decode
from marketplace.common.money import AmountUnclear, parse_amount
from marketplace.common.verdict import DomainError, Sentence

MOST_BYTES: Final = 10 * 1024 * 1024
MOST_ROWS: Final = 50_000
LONGEST_CELL: Final = 2_000
PREAMBLE: Final = 30
"""Rows a bank may print above the heading: holder, account, period."""
DAY_FORMS: Final = ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%Y.%m.%d", "%Y年%m月%d日")
GROUPED: Final = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]{1,2})?")


class StatementRefused(DomainError):
    """The file as a whole cannot be used; nothing was written."""

    code = "STATEMENT_REFUSED"


class RowFault(Exception):
    """One row cannot be read: field and code, never the value."""

    def __init__(self, field_name: str, code: str) -> None:
        super().__init__(code)
        self.field_name, self.code = field_name, code


@dataclass(frozen=True, slots=True)
class Booking:
    """Money that came in, as the bank wrote it down; `row` counts from 1 with everything above the heading."""

    row: int
    serial: str
    booked_on: date
    fen: int
    payer: str
    remark: str


@dataclass(slots=True)
class Statement:
    """What a file holds: incoming bookings, how many outgoing ones were passed over, and the rows nobody can read."""

    bookings: list[Booking] = field(default_factory=list)
    outgoing: int = 0
    faults: list[tuple[int, str, str]] = field(default_factory=list)


def read_statement(data: bytes) -> Statement:
    """Read a CSV in UTF-8 or GB 18030; raises `StatementRefused` when the file is none or its columns are unclear."""
    rows = _rows(data)
    places = _find_heading(rows)
    statement = Statement()
    for number, cells in rows:
        row = Cells(cells, places)
        if not row.get("serial") and not row.get("booked_on"):
            continue  # a total, or a blank line
        try:
            booking = row.booking(number)
        except RowFault as fault:
            statement.faults.append((number, fault.field_name, fault.code))
            continue
        if booking is None:
            statement.outgoing += 1
        else:
            statement.bookings.append(booking)
    return statement


@dataclass(frozen=True, slots=True)
class Cells:
    """One row, by field."""

    cells: list[str]
    places: dict[str, list[int]]

    def get(self, name: str) -> str:
        """The text of a field, several columns joined; empty where there is none."""
        places = [place for place in self.places.get(name, []) if place < len(self.cells)]
        return " ".join(self.cells[place].strip() for place in places if self.cells[place].strip())

    def booking(self, number: int) -> Booking | None:
        """The incoming booking, or None for an outgoing one; raises `RowFault`."""
        serial = self.get("serial").strip("'\t ")
        if not serial or len(serial) > 80:
            raise RowFault("serial", "SERIAL_UNCLEAR")
        if fold(self.get("currency")) not in layout().currency:
            raise RowFault("currency", "OTHER_CURRENCY")
        booked_on = _day(self.get("booked_on"))
        fen = self._incoming_fen()
        if fen is None:
            return None
        return Booking(number, serial, booked_on, fen, self.get("payer"), self.get("remark"))

    def _incoming_fen(self) -> int | None:
        if "credit" in self.places:
            credit, debit = _fen(self.get("credit"), "credit"), _fen(self.get("debit"), "debit")
            if bool(credit) == bool(debit):
                raise RowFault("credit", "AMOUNT_UNCLEAR")
            return credit or None
        direction = fold(self.get("direction"))
        if direction in layout().outgoing:
            return None
        fen = _fen(self.get("amount"), "amount")
        if direction not in layout().incoming or not fen:
            raise RowFault("direction" if fen else "amount", "AMOUNT_UNCLEAR")
        return fen


def _rows(data: bytes) -> Iterator[tuple[int, list[str]]]:
    if len(data) > MOST_BYTES:
        raise refused(_("The file is larger than 10 MB. Export a shorter period."), "STATEMENT_TOO_LARGE")
    if b"\x00" in data or data.startswith(b"PK\x03\x04"):
        raise refused(_("This is not a CSV file. Export the statement as CSV."), "STATEMENT_NOT_CSV")
    try:
        text = decode(data, "statement")
    except InputRefused as error:
        raise refused(
            _("The file is neither UTF-8 nor GB 18030 text. Export it again."), "STATEMENT_ENCODING"
        ) from error
    return _checked(csv.reader(io.StringIO(text, newline=""), strict=True))


def _checked(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    try:
        for number, cells in enumerate(reader, start=1):
            if number > MOST_ROWS or any(len(cell) > LONGEST_CELL for cell in cells):
                raise refused(_("The file holds too many rows or a cell without end."), "STATEMENT_TOO_LARGE")
            yield number, cells
    except csv.Error as error:
        raise refused(_("The file is not a well-formed CSV. Export it again."), "STATEMENT_NOT_CSV") from error


def _find_heading(rows: Iterator[tuple[int, list[str]]]) -> dict[str, list[int]]:
    for number, cells in rows:
        if is_heading(cells):
            places, unknown, twice = columns(cells)
            if unknown or twice:
                names = ", ".join([*unknown, *twice])
                raise refused(
                    _("These columns are unknown or stand there twice: %(names)s. Remove them and try again.")
                    % {"names": names},
                    "STATEMENT_COLUMNS",
                )
            return places
        if number > PREAMBLE:
            break
    raise refused(
        _("No heading with serial number, day and amount was found. Export the account's bookings as CSV."),
        "STATEMENT_COLUMNS",
    )


def _day(text: str) -> date:
    stem = text.strip("'\t ").split(" ")[0].split("T")[0]
    for form in DAY_FORMS:
        try:
            day = datetime.strptime(stem, form).date()  # noqa: DTZ007 - a calendar day has no zone
        except ValueError:
            continue
        if day > clock.today():
            raise RowFault("booked_on", "DAY_IN_THE_FUTURE")
        return day
    raise RowFault("booked_on", "DAY_UNCLEAR")


def _fen(text: str, name: str) -> int:
    """Zero for nothing; thousands may be grouped by commas; a minus is not money that came in."""
    plain = text.strip("'\t +¥￥")
    if GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    if plain in {"", "-", "--"}:
        return 0
    try:
        fen = parse_amount(plain)
    except AmountUnclear as error:
        raise RowFault(name, "AMOUNT_UNCLEAR") from error
    if fen < 0:
        raise RowFault(name, "AMOUNT_UNCLEAR")
    return fen


def refused(sentence: Sentence, code: str) -> StatementRefused:
    return StatementRefused(sentence, code=code)
