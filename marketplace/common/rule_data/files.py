"""Reading rule files strictly: what is misspelt or contradictory stops the start instead of deciding about people."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from marketplace.common.rule_data.rows import Band, Code, Rule
from marketplace.common.verdict import DomainError

RULES_FOLDER: Final = Path(__file__).parent.parent / "data" / "rules"
WHOLE_UNITS: Final = frozenset(
    {"households", "codes_held", "level", "days", "working_days", "hours", "minutes", "months", "years",
     "age", "fen", "count", "score", "kilometres"}
)  # fmt: skip
REQUIRED: Final = frozenset({"name", "value", "unit", "source", "valid_from"})
ALLOWED: Final = REQUIRED | {"valid_to"}

Timeline = tuple[Rule, ...]


class RuleFileBroken(DomainError):
    """A rule file cannot be trusted; the message names file, row and fault."""

    code = "RULE_FILE_BROKEN"


def read_rules(files: Iterable[Path]) -> dict[str, Timeline]:
    """Name -> rows by date; refuses unknown keys, wrong values, duplicates and overlapping days."""
    timelines: dict[str, list[Rule]] = {}
    for file in files:
        for row in _rows_of(file):
            timelines.setdefault(row.name, []).append(row)
    return {name: _in_order(rows) for name, rows in timelines.items()}


def _rows_of(file: Path) -> list[Rule]:
    try:
        document = tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise RuleFileBroken(f"{file.name}: {error}") from error
    if set(document) != {"rule"}:
        raise RuleFileBroken(f"{file.name}: holds [[rule]] rows and nothing else")
    return [_row(raw, f"{file.name}: {raw.get('name', 'row without a name')}") for raw in document["rule"]]


def _row(raw: dict[str, Any], where: str) -> Rule:
    if not set(raw) >= REQUIRED or not set(raw) <= ALLOWED:
        raise RuleFileBroken(f"{where}: keys are {', '.join(sorted(REQUIRED))} and optionally valid_to")
    if not all(isinstance(raw[key], str) and raw[key].strip() for key in ("name", "unit", "source")):
        raise RuleFileBroken(f"{where}: name, unit and source are words")
    first, last = raw["valid_from"], raw.get("valid_to")
    if type(first) is not date or (last is not None and (type(last) is not date or last < first)):
        raise RuleFileBroken(f"{where}: valid_from and valid_to are days in this order")
    return Rule(raw["name"], _value(raw["value"], raw["unit"], where), raw["unit"], raw["source"], first, last)


def _value(value: Any, unit: str, where: str) -> Any:
    reader = _READERS.get(unit, _whole if unit in WHOLE_UNITS else None)
    if reader is None:
        raise RuleFileBroken(f"{where}: unknown unit {unit}")
    try:
        return reader(value)
    except (TypeError, ValueError, InvalidOperation) as error:
        raise RuleFileBroken(f"{where}: not a value of unit {unit}") from error


def _whole(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise ValueError
    return value


def _share(value: Any) -> Decimal:
    share = Decimal(value) if isinstance(value, str) else None
    if share is None or not 0 <= share <= 1:
        raise ValueError
    return share


def _word(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError
    return value


def _words(value: Any) -> tuple[str, ...]:
    return _distinct(tuple(_word(entry) for entry in value))


def _codes(value: Any) -> tuple[Code, ...]:
    entries = tuple(Code(**{key: _word(text) for key, text in row.items()}) for row in value)
    _distinct(tuple(entry.code for entry in entries))
    return entries


def _bands(value: Any) -> tuple[Band, ...]:
    bands = tuple(Band(**row) for row in value)
    _distinct(tuple(_word(band.code) for band in bands))
    bounds = [[bound for bound in (band.at_least, band.below, band.up_to) if bound is not None] for band in bands]
    if any(len(bound) > 1 for bound in bounds) or not all(type(number) is int for bound in bounds for number in bound):
        raise ValueError
    if [index for index, bound in enumerate(bounds) if not bound] != [len(bands) - 1]:
        raise ValueError  # the last band, and only the last, takes all that is left
    return bands


def _distinct(words: tuple[str, ...]) -> tuple[str, ...]:
    if not words or len(set(words)) != len(words):
        raise ValueError
    return words


_READERS: Final[dict[str, Callable[[Any], Any]]] = {
    "share": _share, "code": _word, "list": _words, "codes": _codes, "bands": _bands,
}  # fmt: skip


def _in_order(rows: list[Rule]) -> Timeline:
    ordered = sorted(rows, key=lambda row: row.valid_from)
    for earlier, later in pairwise(ordered):
        if earlier.valid_to is None or earlier.valid_to >= later.valid_from:
            raise RuleFileBroken(f"{later.name}: two rows are valid on {later.valid_from.isoformat()}")
    return tuple(ordered)
