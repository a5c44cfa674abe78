"""`manage.py lifecycles [--out FILE]`: the diagrams of docs/lifecycles.md, drawn from the tables the code obeys."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from marketplace.common.commands import ContractCommand, write_text
from marketplace.operations.lifecycles import document


class Command(ContractCommand):
    help = "Draw every lifecycle as a Mermaid diagram."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--out")

    def answer(self, **options: Any) -> int:
        """Always 0."""
        write_text(document(), options["out"], self.stdout)
        return 0
