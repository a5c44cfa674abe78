"""Diagnoses by name, by part of the body and ending (XX癌), and by syndrome; coarse words of health stay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from marketplace.common.detectors.kinds import Finding, Kind
from marketplace.common.detectors.normalise import is_han
from marketplace.common.detectors.words import all_cases, any_of, load, word_set

_DATA: Final = load("diagnoses")
_STAGES: Final = word_set(_DATA["stages"])
_STOP: Final = frozenset(_DATA["before_syndrome"])
LONGEST_STAGES: Final = 12
LONGEST_SYNDROME: Final = 4

_HARMLESS: Final = word_set(_DATA["harmless"])
_NAMES: Final = word_set(_DATA["names"]) | all_cases(_DATA["latin"].split())
NAMED: Final = re.compile(rf"({any_of(_NAMES | _HARMLESS)})(?:综合[征症]|症|病)?")
OF_PART: Final = re.compile(rf"({any_of(_DATA['parts'])}{any_of(_DATA['endings'])})症?")
BARE: Final = re.compile("癌症?(?<!防癌)(?<!防癌症)|综合[征症](?![收集地求信税迁兵缴])")
PATTERNS: Final = (NAMED, OF_PART, BARE)


def find_diagnoses(text: str) -> Iterator[Finding]:
    """Every diagnosis of readable text, with the stage or sort before it; findings may overlap."""
    for pattern in (NAMED, OF_PART):
        for match in pattern.finditer(text):
            if match[1] not in _HARMLESS and text[match.start() - 1 : match.end()] not in _HARMLESS:
                yield Finding(Kind.DIAGNOSIS, _with_stages(text, match.start()), match.end())
    for match in BARE.finditer(text):
        start = match.start() if match[0][0] == "癌" else _syndrome_start(text, match.start())
        yield Finding(Kind.DIAGNOSIS, start, match.end())


def _with_stages(text: str, end: int) -> int:
    """Where the words for stage, side and sort begin that end at `end`."""
    start = end
    while end - start < LONGEST_STAGES:
        size = next((size for size in (4, 3, 2, 1) if size <= start and text[start - size : start] in _STAGES), 0)
        if not size:
            break
        start -= size
    return start


def _syndrome_start(text: str, end: int) -> int:
    start = end
    while start > 0 and end - start < LONGEST_SYNDROME and is_han(text[start - 1]) and text[start - 1] not in _STOP:
        start -= 1
    return start
