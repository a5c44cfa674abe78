"""Addresses below the township: from the name of the street or village to the last part, 号 幢 单元 室."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from marketplace.common.detectors.kinds import Finding, Kind
from marketplace.common.detectors.normalise import HAN_DIGITS, is_han
from marketplace.common.detectors.words import any_of, load, word_set

_DATA: Final = load("addresses")
_WORDS_BEFORE: Final = word_set(_DATA["words_before"])
_CHARS_BEFORE: Final = frozenset(_DATA["chars_before"])
_ESTATE_WORDS: Final = word_set(_DATA["estate_words"])
_NOBODY: Final = word_set(_DATA["nobody"])
_COUNTS_BEFORE: Final = frozenset(_DATA["counts_before"])
_STRIPPED: Final = _DATA["chars_before"]
LONGEST_NAME: Final = 20

_DIGITS: Final = f"0-9{HAN_DIGITS}十百廿"
_FIGURES: Final = f"{_DIGITS}甲乙丙丁东西南北A-Za-z"
_NUMBER: Final = rf"[{_FIGURES}]{{1,6}}(?:[-#/][{_FIGURES}]{{1,6}}){{0,4}} ?"
_NOT_COUNTED: Final = rf"(?![0-9{_DATA['counted']}])"
_MORE: Final = rf"(?:[ -]?{_NUMBER}{any_of(_DATA['parts'])})*+(?:(?<=[幢栋楼元座]) ?[0-9]{{3,4}}{_NOT_COUNTED})?"

_SECTION: Final = "(?:[一二三四五六七八九十0-9]期|[东南西北中]区|[东南西北上下](?=[0-9]))?"
_FLOOR: Final = rf"[楼层座](?= ?{_NUMBER}[室房号])"
STREET: Final = re.compile(
    rf"({any_of(_DATA['streets'])})(?<!弄(?=一弄)){_SECTION} *第?(?=[{_DIGITS}]|[A-Za-z甲乙丙丁] ?[幢栋座])"
    rf"{_NUMBER}(?:{any_of(_DATA['first_parts'])}|{_FLOOR})(?<![一二两三四]室(?=[一二两三四0-9]?[厅户卫])){_MORE}"
)
ESTATE: Final = re.compile(rf"({any_of(_DATA['estates'])}) ?[0-9]{{1,3}}(?:[-#/][0-9]{{1,4}}){{1,3}}{_NOT_COUNTED}")
BUILDING: Final = re.compile(
    rf"[{_FIGURES}](?<![{_FIGURES}].)[{_FIGURES}]{{0,3}} ?{any_of(_DATA['buildings'])}"
    rf"(?: ?{_NUMBER}{any_of(_DATA['rooms'])}{_MORE}| ?[0-9]{{3,4}}{_NOT_COUNTED})"
)
PATTERNS: Final = (STREET, ESTATE, BUILDING)


def find_addresses(text: str) -> Iterator[Finding]:
    """Every address with a number of readable text; findings may overlap."""
    for pattern in (STREET, ESTATE):
        for match in pattern.finditer(text):
            start = name_start(text, match.start())
            if _is_somewhere(text[start : match.start()], match[1]):
                yield Finding(Kind.ADDRESS, start, match.end())
    for match in BUILDING.finditer(text):
        yield Finding(Kind.ADDRESS, *match.span())


def name_start(text: str, end: int) -> int:
    """Where the name of a street or village that ends at `end` begins."""
    start = end
    while start > 0 and end - start < LONGEST_NAME and is_han(text[start - 1]):
        pair = text[max(0, start - 2) : start]
        if pair in _ESTATE_WORDS:
            start -= 2
            continue
        if pair in _WORDS_BEFORE or text[start - 3 : start] in _WORDS_BEFORE:
            break
        if pair[-1] in _COUNTS_BEFORE and (pair[0] in HAN_DIGITS or pair[0].isdigit()):
            break
        if text[start - 1] in _CHARS_BEFORE and end - start >= 2:
            break
        start -= 1
    return start


def _is_somewhere(name: str, suffix: str) -> bool:
    """Whether a name tells one place from another: 我 in 我村 does not, nor does 公 in 公路."""
    own = name.lstrip(_STRIPPED)
    return bool(own) and own + suffix not in _NOBODY
