"""`manage.py redact`: replace the direct identifiers of texts and say where they stood (docs/commands.md)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from marketplace.common.commands import (
    ContractCommand,
    InputRefused,
    open_input,
    read_json_lines,
    refuse_unknown_keys,
    to_json_lines,
    write_text,
)
from marketplace.common.detectors import Known, redact

KNOWN_FIELDS = ("names", "places", "organisations")


class Command(ContractCommand):
    help = "Replaces direct identifiers in texts (JSON lines) and reports where they stood."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("input", nargs="?", help="JSON lines; standard input when left out")
        parser.add_argument("--out", help="write the result here instead of standard output")

    def answer(self, **options: Any) -> int:
        source, name = open_input(options["input"])
        with source:
            rows = [redacted(row, f"{name}: line {number}") for number, row in read_json_lines(source, name)]
        write_text(to_json_lines(rows), options["out"], self.stdout)
        self.say(f"{len(rows)} texts, {sum(len(row['findings']) for row in rows)} findings")
        return 0


def redacted(row: dict[str, Any], where: str) -> dict[str, Any]:
    """One output row; `InputRefused` names the line and the field that cannot be used."""
    refuse_unknown_keys(row, ("id", "text", "known"), where)
    text, known = _text_of(row, "text", where), _known_of(row.get("known", {}), where)
    result = redact(text, known)
    findings = [{"kind": kind.value, "start": start, "end": end} for kind, start, end in result.findings]
    return {"id": _text_of(row, "id", where), "text": result.text, "findings": findings}


def _text_of(row: dict[str, Any], field: str, where: str) -> str:
    if field not in row:
        raise InputRefused(f"{where}: {field}: missing")
    return _checked(row[field], f"{where}: {field}")


def _known_of(value: object, where: str) -> Known:
    if not isinstance(value, dict):
        raise InputRefused(f"{where}: known: expected an object")
    refuse_unknown_keys(value, KNOWN_FIELDS, f"{where}: known")
    return Known(**{field: _texts(value.get(field, []), f"{where}: known: {field}") for field in KNOWN_FIELDS})


def _texts(value: object, where: str) -> list[str]:
    if not isinstance(value, list):
        raise InputRefused(f"{where}: expected a list of texts")
    return [_checked(each, where) for each in value]


def _checked(value: object, where: str) -> str:
    """A text that can be written again: half a surrogate pair is none."""
    if not isinstance(value, str):
        raise InputRefused(f"{where}: expected a text")
    if any("\ud800" <= char <= "\udfff" for char in value):
        raise InputRefused(f"{where}: half of a surrogate pair")
    return value
