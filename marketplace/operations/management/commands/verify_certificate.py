"""`manage.py verify_certificate (FILE.pdf | --number N --code C)` (docs/commands.md)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from marketplace.common.certificates.verification import verify_file, verify_number
from marketplace.common.commands import ANSWER_IS_NO, ContractCommand, InputRefused


class Command(ContractCommand):
    help = "Is this certificate ours, and does it hold? Exit 0 only for valid or provisional."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path)
        parser.add_argument("--number")
        parser.add_argument("--code")
        parser.add_argument("--out")

    def answer(self, **options: Any) -> int:
        """0: valid or provisional; 1: anything else; a missing file is refused."""
        file, number, code = options["file"], options["number"], options["code"]
        if file is not None and number is None and code is None:
            try:
                finding = verify_file(file.read_bytes())
            except OSError as error:
                raise InputRefused(f"{file}: {error.strerror}") from error
        elif file is None and number is not None and code is not None:
            finding = verify_number(number, code)
        else:
            raise InputRefused("verify_certificate: give either FILE.pdf, or --number and --code together")
        self.give(finding.as_json(), options["out"])
        return 0 if finding.holds else ANSWER_IS_NO
