"""`manage.py score_tender [IN.json] [--out OUT.json]`: benchmark, scores and ranking of bids; stores nothing."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from marketplace.common.commands import ANSWER_IS_NO, ContractCommand, InputRefused, open_input, read_json
from marketplace.common.json_fields import FieldRefused
from marketplace.procurement.score_sheets import answer_sheet


class Command(ContractCommand):
    help = "Score the bids of a tender (docs/commands.md); exit 1 when nothing may be awarded."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", nargs="?", metavar="IN.json", help="standard input when left out")
        parser.add_argument("--out", metavar="OUT.json", help="standard output when left out")

    def answer(self, **options: Any) -> int:
        """0: a bid may be awarded."""
        source, name = open_input(options["source"])
        with source:
            sheet = read_json(source, name)
        try:
            answer = answer_sheet(sheet)
        except FieldRefused as refusal:
            raise InputRefused(f"{name}: {refusal}") from refusal
        self.say(f"{len(answer['ranking'])} ranked, {len(answer['excluded'])} excluded: {answer['outcome']}")
        self.give(answer, options["out"])
        return ANSWER_IS_NO if answer["refusals"] else 0
