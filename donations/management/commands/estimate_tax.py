"""`manage.py estimate_tax [IN.jsonl] [--out OUT.jsonl]`: an estimate, no tax advice; no income is stored."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from donations.tax.contract import Answer, answer_record
from donations.tax.refusals import EstimateRefused
from marketplace.common.commands import (
    ContractCommand,
    InputRefused,
    open_input,
    read_json_lines,
    to_json_lines,
    write_text,
)


class Command(ContractCommand):
    help = "Estimate what donations save in tax, one JSON record a line (docs/commands.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", nargs="?", metavar="IN.jsonl", help="standard input when left out")
        parser.add_argument("--out", metavar="OUT.jsonl", help="standard output when left out")

    def answer(self, **options: Any) -> int:
        source, name = open_input(options["source"])
        with source:
            records = list(read_json_lines(source, name))
        answers = [_answer(record, f"{name}: line {line}") for line, record in records]
        write_text(to_json_lines(answers), options["out"], self.stdout)
        self.say(f"{len(answers)} estimated; an estimate is no tax advice")
        return 0


def _answer(record: dict[str, Any], where: str) -> Answer:
    try:
        return answer_record(record)
    except EstimateRefused as refusal:
        raise InputRefused(f"{where}: {refusal}") from refusal
