"""Dates of birth: a date beside 出生, 生于 or 生日. Every other date is ordinary and stays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from marketplace.common.checksums import real_date
from marketplace.common.detectors.kinds import Finding, Kind
from marketplace.common.detectors.normalise import HAN_DIGITS
from marketplace.common.detectors.words import any_of, load

_DATA: Final = load("birthdays")
_FIGURE: Final = f"[0-9{HAN_DIGITS}]"
_SMALL: Final = f"[0-9{HAN_DIGITS}十廿正冬腊初]{{1,3}}"
_DAY_OF_MONTH: Final = rf" ?{_SMALL} ?[日号]?"
DATE: Final = (
    rf"(?:{_FIGURE}{{2,4}} ?年(?: ?{_SMALL} ?月(?:份|{_DAY_OF_MONTH})?)?"
    r"|[0-9]{4} ?[-/.] ?[0-9]{1,2}(?: ?[-/.] ?[0-9]{1,2})?"
    rf"|{_SMALL} ?月{_DAY_OF_MONTH}"
    r"|[0-9]{8}|[0-9]{4})"
)
BORN: Final = re.compile(rf"{any_of(_DATA['words'])}(?!{any_of(_DATA['no_birth'])})")
_AFTER_WORD: Final = re.compile(rf"{_DATA['between']}(?P<date>{DATE})(?!{_FIGURE})")
_BEFORE_WORD: Final = re.compile(rf"(?<!{_FIGURE})(?P<date>{DATE})(?:{_DATA['gap']})\Z")
PATTERNS: Final = (BORN,)
REACH: Final = 24


def find_birthdays(text: str) -> Iterator[Finding]:
    """Every date of birth of readable text; the span is the date alone."""
    for word in BORN.finditer(text):
        after = _AFTER_WORD.match(text, word.end())
        if after and _is_date(after["date"]):
            yield Finding(Kind.DATE_OF_BIRTH, *after.span("date"))
        low = max(0, word.start() - REACH)
        before = _BEFORE_WORD.search(text[low : word.start()])
        if before and _is_date(before["date"]):
            start, end = before.span("date")
            yield Finding(Kind.DATE_OF_BIRTH, low + start, low + end)


def _is_date(piece: str) -> bool:
    """Eight figures must be a day, four a year of the last two centuries; with 年 or 月 any will do."""
    if len(piece) == 8 and piece.isdigit():
        return real_date(piece)
    return not (len(piece) == 4 and piece.isdigit()) or piece[:2] in ("18", "19", "20")
