"""`manage.py import_cases FILE [--dry-run] [--errors OUT.csv]` (docs/commands.md)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.db import transaction

from marketplace.accounts.actions import give_role
from marketplace.accounts.models import Role, User
from marketplace.accounts.queries import CITY
from marketplace.casework.importing import MAX_BYTES, ImportResult, errors_csv, import_cases
from marketplace.common.actors import SystemActor
from marketplace.common.commands import ANSWER_IS_NO, ContractCommand, InputRefused, open_input, write_text

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
        if options["errors"] and not Path(options["errors"]).parent.is_dir():
            raise InputRefused(f"{options['errors']}: there is no such folder")
        stream, name = open_input(options["file"])
        with stream:
            data = stream.read(MAX_BYTES + 1)
        result = self._import(data, name, dry_run=options["dry_run"])
        if options["errors"]:
            write_text(errors_csv(result.reasons), options["errors"], self.stdout)
        self.give(result.counts())
        return ANSWER_IS_NO if result.rejected else 0

    @transaction.atomic
    def _import(self, data: bytes, name: str, *, dry_run: bool) -> ImportResult:
        """One transaction with the importer's account in it, so that a dry run or a refusal leaves no trace."""
        result = import_cases(by=importer(), data=data, name=name, dry_run=dry_run, progress=self._progress)
        transaction.set_rollback(dry_run)
        return result

    def _progress(self, done: int, total: int) -> None:
        if done % PROGRESS_EVERY == 0 or done == total:
            self.say(f"import: {done}/{total} cases")


def importer() -> User:
    """The account in whose name an operator imports: no password, the city for its scope."""
    user = User.objects.filter(email=IMPORTER).first() or User.objects.create_user(IMPORTER)
    give_role(by=SystemActor("import"), user=user, role=Role.CASEWORKER, place=CITY)
    return user
