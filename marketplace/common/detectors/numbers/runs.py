"""Rows of figures as people write them: in groups, over line breaks, in 0-9, 一二三 or ①②③."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from marketplace.common.detectors.normalise import ALL_DIGITS, HAN_DIGITS, RINGED_DIGITS, digits_of, is_han
from marketplace.common.detectors.words import load

SHORTEST, LONGEST = 10, 20  # figures of the numbers we look for

UNITS: Final = frozenset(load("numbers")["units"])
GAP: Final = r"(?:[ -]{1,3}| ?(?:\r\n|[\n\r\v\f\x85\u2028\u2029]) ?)"
CHECK_X: Final = "Xx×Хх"
CHAIN: Final = re.compile(rf"[{ALL_DIGITS}](?:{GAP}?[{ALL_DIGITS}{CHECK_X}]){{{SHORTEST - 1},}}")
# Groups with other signs between them, the same sign each time.
SIGNED: Final = re.compile(
    rf"[{ALL_DIGITS}](?<![{ALL_DIGITS}].)[{ALL_DIGITS}]{{0,9}}([.。·•*_/、,，~|#])[{ALL_DIGITS}]{{1,10}}"
    rf"(?:\1[{ALL_DIGITS}{CHECK_X}]{{1,10}}){{1,9}}(?![{ALL_DIGITS}])"
)
_RUN: Final = re.compile(rf"[0-9]+|[{HAN_DIGITS}]+|[{RINGED_DIGITS}]|[{CHECK_X}]")


class Run(NamedTuple):
    """One row of figures as written; `digits` is it in 0-9, or X for a check character."""

    start: int
    end: int
    digits: str


def runs_in(text: str, start: int, end: int) -> list[Run]:
    """The runs of a stretch of text; one also ends where the writing changes: `13800138000一直打不通` shows two."""
    found: list[Run] = []
    for match in _RUN.finditer(text, start, end):
        low, high = match.span()
        if high - low >= 8 and text[low] in HAN_DIGITS:
            found += _without_loose_ends(text, low, high)
        else:
            found.append(Run(low, high, "X" if match[0] in CHECK_X else digits_of(match[0])))
    return found


def _without_loose_ends(text: str, start: int, end: int) -> Iterator[Run]:
    """A long row of 一二三 may end in the 一 of 一直, or begin with that of 万一: such an end is set apart."""
    first = start + (text[start] == "一" and start > 0 and is_han(text[start - 1]))
    last = end - (text[end - 1] == "一" and end < len(text) and is_han(text[end]))
    for low, high in pairwise(sorted({start, first, last, end})):
        yield Run(low, high, digits_of(text[low:high]))


def joins(runs: list[Run]) -> Iterator[tuple[int, int, str]]:
    """(first run, last run, their figures) for each row of neighbours that has SHORTEST to LONGEST figures."""
    for first in range(len(runs)):
        digits = ""
        for last in range(first, len(runs)):
            digits += runs[last].digits
            if len(digits) > LONGEST:
                break
            if len(digits) >= SHORTEST:
                yield first, last, digits
