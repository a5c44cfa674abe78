"""`manage.py translations {update,check}`: keep the catalogues of every package complete and compiled."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from marketplace.common.commands import ANSWER_IS_NO, ContractCommand
from marketplace.operations.translations import compile_catalogue, contradictions, packages, untranslated, update


class Command(ContractCommand):
    help = "update: rewrite the catalogues from the code, compile them; check: exit 1 when one has no Chinese, or two."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["update", "check"])
        parser.add_argument("package", nargs="*", help="labels; all when none is named")

    def answer(self, **options: Any) -> int:
        """0 when every message has its Chinese and every catalogue is compiled."""
        chosen = [p for p in packages() if not options["package"] or p.name in options["package"]]
        missing: dict[str, list[str]] = {}
        for package in chosen:
            if options["what"] == "update":
                update(package)
            binary = compile_catalogue(package)
            if binary is not None and options["what"] == "update":
                package.po.with_suffix(".mo").write_bytes(binary)
            stale = binary is not None and package.po.with_suffix(".mo").read_bytes() != binary
            gaps = untranslated(package) + (["(the compiled catalogue is stale)"] if stale else [])
            if gaps:
                missing[package.name] = gaps
        if not options["package"] and (disputed := contradictions()):
            missing["(said differently by two packages)"] = disputed
        self.give(missing)
        return ANSWER_IS_NO if missing else 0
