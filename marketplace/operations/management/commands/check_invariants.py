"""`manage.py check_invariants` (docs/commands.md)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandParser

from marketplace.common.commands import ANSWER_IS_NO, ContractCommand
from marketplace.operations.invariants import counts, violations


class Command(ContractCommand):
    help = "Check what must be true of the data at any time; exit 1 when something is not."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--out")

    def answer(self, **options: Any) -> int:
        """0: no violation."""
        self.say("sealing the audit chain, then checking every invariant")
        found = [asdict(violation) for violation in violations()]
        self.give({"checked": counts(), "violations": found}, options["out"])
        return ANSWER_IS_NO if found else 0
