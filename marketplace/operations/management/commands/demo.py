"""`manage.py demo [--cases FILE] [--households N] [--seed S] [--today DATE]` (docs/commands.md)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from marketplace.common.commands import ContractCommand, InputRefused
from marketplace.operations.demo.city import Wishes, play

HOUSEHOLDS = 1500


class Command(ContractCommand):
    help = "Play the demonstration city through the site's own actions; a database that holds cases is refused."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--cases", type=Path, help="a cases file to play instead of invented households")
        parser.add_argument("--households", type=int, default=HOUSEHOLDS)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--today", type=date.fromisoformat)

    def answer(self, **options: Any) -> int:
        """0 when the city stands; prints how many needs each audience has."""
        cases = options["cases"]
        if cases is not None and not cases.is_file():
            raise InputRefused(f"{cases}: no such file")
        wishes = Wishes(options["households"], options["seed"], options["today"], cases)
        self.give(play(wishes, self.say))
        return 0
