"""`manage.py explain --need REF [--supplier REF]` (docs/commands.md)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from marketplace.common.commands import ContractCommand, InputRefused
from matching.actions import find_matches
from matching.explanation import ReferenceUnknown, explain
from matching.queries import voice_for


class Command(ContractCommand):
    help = "Why a need is paired with a supplier, or why not: every rule, the parts of the score, the obstacle."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--need", required=True)
        parser.add_argument("--supplier")
        parser.add_argument("--policy", default="default")
        parser.add_argument("--out")

    def answer(self, **options: Any) -> int:
        """0; a need whose places are all taken is explained as if one were free, an unknown reference is refused."""
        found = find_matches(options["policy"], asked_about=options["need"])
        try:
            explanations = explain(found.proposals, options["need"], options["supplier"])
        except ReferenceUnknown as error:
            raise InputRefused(str(error)) from error
        voice = voice_for(found.policy)
        rows = [explanation.as_row(voice) for explanation in explanations]
        self.give({"need": options["need"], "suppliers": rows}, options["out"])
        return 0
