"""`manage.py export_needs`: exactly what a reader may see, one need a line (docs/commands.md)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from marketplace.common.commands import ContractCommand, InputRefused, to_json_lines, write_text
from marketplace.needs.export import export_line, to_csv
from marketplace.needs.queries import SHOWN_TO, needs_shown_to

FORMATS = {"jsonl": to_json_lines, "csv": to_csv}


class Command(ContractCommand):
    help = "Writes what the public or a verified partner may see of the published needs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--as", dest="reader", choices=sorted(SHOWN_TO), default="public")
        parser.add_argument("--format", choices=sorted(FORMATS), default="jsonl")
        parser.add_argument("--out", help="a file instead of stdout")

    def answer(self, **options: Any) -> int:
        """0 when written."""
        lines = [export_line(need) for need in needs_shown_to(options["reader"]).iterator(2_000)]
        try:
            write_text(FORMATS[options["format"]](lines), options["out"], self.stdout)
        except OSError as error:
            raise InputRefused(f"{options['out']}: {error.strerror}") from error
        self.say(f"{len(lines)} needs")
        return 0
