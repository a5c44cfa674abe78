"""The export line: the only definition of what outlets may show of a need (contracts.md `export_needs`)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Final

from marketplace.needs.models import PUBLISHED_FACTS, Need

COLUMNS: Final = ("reference", *PUBLISHED_FACTS, "status")
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

Line = dict[str, str | int | None]


def export_line(need: Need) -> Line:
    """Exactly what a reader whom the need's audience admits may know of it; a withheld value is None.

    Whether the reader is admitted is `queries.needs_visible_to`'s to say.
    """
    return {column: getattr(need, column) for column in COLUMNS}


def to_csv(lines: Iterable[Line]) -> str:
    """The lines as a table that no spreadsheet takes for formulas; a withheld value is an empty cell."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({column: safe_cell(value) for column, value in line.items()} for line in lines)
    return out.getvalue()


def safe_cell(value: str | int | None) -> str:
    """Text that might be taken for a formula gets an apostrophe in front, which a spreadsheet does not show."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
