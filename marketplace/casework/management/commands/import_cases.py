"""`manage.py import_cases FILE [--dry-run] [--errors OUT.csv]` (docs/commands.md)."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from django.core.management.base import CommandParser
from django.utils import translation

from marketplace.accounts.actions import give_role
from marketplace.accounts.models import Role, User
from marketplace.accounts.queries import CITY
from marketplace.casework.importing import RejectedRow, import_cases
from marketplace.casework.importing.columns import COLUMNS
from marketplace.common.actors import SystemActor
from marketplace.common.commands import ANSWER_IS_NO, ContractCommand, open_input, write_text

IMPORTER = "importer@zhulin.invalid"
PROGRESS_EVERY = 200


class Command(ContractCommand):
    help = "Import households and needs from CSV or XLSX, case by case, whole or not at all."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--dry-run", action="store_true", help="the same result, nothing written")
        parser.add_argument("--errors", help="CSV of rejected rows")

    def answer(self, **options: Any) -> int:
        """0: no row rejected; 1: some rejected, the rest imported."""
        stream, name = open_input(options["file"])
        with stream:
            data = stream.read()
        result = import_cases(by=importer(), data=data, name=name, dry_run=options["dry_run"], progress=self._progress)
        if options["errors"]:
            write_text("\ufeff" + errors_csv(result.reasons), options["errors"], self.stdout)
        self.give({"rows": result.rows, "cases": result.cases, "needs": result.needs, "rejected": result.rejected})
        return ANSWER_IS_NO if result.rejected else 0

    def _progress(self, done: int, total: int) -> None:
        if done % PROGRESS_EVERY == 0 or done == total:
            self.say(f"import: {done}/{total} cases")


def importer() -> User:
    """The account in whose name an operator imports: no password, the city for its scope."""
    user = User.objects.filter(email=IMPORTER).first() or User.objects.create_user(IMPORTER)
    give_role(by=SystemActor("import"), user=user, role=Role.CASEWORKER, place=CITY)
    return user


def errors_csv(reasons: Sequence[RejectedRow]) -> str:
    """Row number, field in both languages, code, reason in both languages; never the value of an identifier."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["row", "field", "字段", "code", "原因", "reason"])
    for reason in reasons:
        problem, params = reason.problem.problem, dict(reason.problem.problem.params)
        field = reason.problem.field
        sentences = []
        for language in ("zh-hans", "en"):
            with translation.override(language):
                text = translation.gettext(problem.sentence)
                sentences.append(text % params if params else text)
        writer.writerow([reason.row, field, COLUMNS.get(field, field), problem.code, *sentences])
    return out.getvalue()
