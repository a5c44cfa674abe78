"""The list of rejected rows: where and why, in both languages, never the value of an identifier."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils import translation

from marketplace.casework.importing.cells import CellProblem
from marketplace.casework.importing.columns import COLUMNS
from marketplace.casework.importing.rows import FieldProblem
from marketplace.common.naming import language

HEADINGS = ("row", "field", "字段", "code", "原因", "reason")
LANGUAGES = ("zh-hans", "en")
BOM = "\ufeff"
"""So that a spreadsheet takes the Chinese for what it is."""


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that did not come in, and one reason."""

    row: int
    problem: FieldProblem

    @property
    def heading(self) -> str:
        """The column as the reader of this language knows it."""
        field = self.problem.field
        return COLUMNS.get(field, field) if language().startswith("zh") else field

    def stored(self) -> list[object]:
        """As JSON, for the page between preview and import."""
        problem = self.problem.problem
        return [self.row, self.problem.field, problem.code, problem.sentence, [list(pair) for pair in problem.params]]

    @classmethod
    def read(cls, stored: list[object]) -> RejectedRow:
        """The same again."""
        row, field, code, sentence, params = stored
        problem = CellProblem(str(code), str(sentence), tuple((str(k), str(v)) for k, v in params))  # type: ignore[attr-defined]
        return cls(int(str(row)), FieldProblem(str(field), problem))


def errors_csv(reasons: Iterable[RejectedRow]) -> str:
    """One line a reason: row number, field in both languages, code, reason in both languages."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for reason in reasons:
        field = reason.problem.field
        writer.writerow([reason.row, field, COLUMNS.get(field, field), reason.problem.problem.code, *_said(reason)])
    return BOM + out.getvalue()


def _said(reason: RejectedRow) -> Iterator[str]:
    for spoken in LANGUAGES:
        with translation.override(spoken):
            yield reason.problem.problem.said()
