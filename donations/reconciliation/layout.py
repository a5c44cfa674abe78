"""Which column of a bank's export means what."""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

LAYOUT_FILE: Final = Path(__file__).parent.parent / "data" / "statements.toml"
SEVERAL: Final = frozenset({"remark"})
"""Fields that may stand under several headings of one file."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Headings by field, and the words of the direction and currency columns; all folded."""

    field_of: dict[str, str]
    ignored: frozenset[str]
    incoming: frozenset[str]
    outgoing: frozenset[str]
    currency: frozenset[str]


@cache
def layout() -> Layout:
    """The one layout of `donations/data/statements.toml`."""
    data = tomllib.loads(LAYOUT_FILE.read_text(encoding="utf-8"))
    words = {name: frozenset(map(fold, values)) for name, values in data["words"].items()}
    return Layout(
        field_of={fold(heading): field for field, headings in data["fields"].items() for heading in headings},
        ignored=frozenset(map(fold, data["ignored"]["headings"])),
        **words,
    )


def fold(text: str) -> str:
    """Half width, lower case, without space at the ends, in between or in brackets: 收入金额（元） is 收入金额."""
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    return plain.removesuffix("(元)").removesuffix("(yuan)").strip()


def columns(headings: list[str]) -> tuple[dict[str, list[int]], list[str], list[str]]:
    """Field -> column numbers, then the headings nobody knows, then the fields that stand there twice."""
    found: dict[str, list[int]] = {}
    unknown = []
    for number, heading in enumerate(map(fold, headings)):
        field = layout().field_of.get(heading)
        if field is not None:
            found.setdefault(field, []).append(number)
        elif heading and heading not in layout().ignored:
            unknown.append(headings[number].strip())
    twice = [field for field, places in found.items() if len(places) > 1 and field not in SEVERAL]
    return found, unknown, twice


def is_heading(cells: list[str]) -> bool:
    """Whether a row is the heading: it names the serial number, the day and the money."""
    found, _unknown, _twice = columns(cells)
    return {"serial", "booked_on"} <= found.keys() and ("credit" in found or {"amount", "direction"} <= found.keys())
