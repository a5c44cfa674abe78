"""Schools, employers and medical institutions by name; `在读小学` or `一家服装厂` names nobody and stays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from marketplace.common.detectors.kinds import Finding, Kind
from marketplace.common.detectors.normalise import HAN_DIGITS, is_han
from marketplace.common.detectors.words import any_of, load, word_set

_DATA: Final = load("organisations")
_BEFORE: Final = word_set(_DATA["before"])
_HARD: Final = frozenset(_DATA["hard"])
_SOFT: Final = frozenset(_DATA["soft"])
_KEPT: Final = word_set(_DATA["kept"])
_COUNTS: Final = frozenset(_DATA["counts"])
_FIGURES: Final = frozenset(_DATA["figures"] + HAN_DIGITS)
LONGEST_NAME: Final = 18


class Sector:
    """One kind of organisation: how its names end, and which words before that end are no name."""

    def __init__(self, kind: Kind, table: dict[str, Any], label: str) -> None:
        self.kind = kind
        followed = f"(?={any_of(table['followed_by'])})" if "followed_by" in table else ""
        self.ending = re.compile(any_of(table["suffixes"]) + followed)
        self.followers = frozenset(table["followers"].split())
        self.short = word_set(table["short"])
        self.short_followers = frozenset(table["short_followers"].split())
        self.words = word_set(table["words"])
        self.no_name = re.compile(f"(?:{any_of(self.words)})*+")
        self.named = re.compile("|".join(table["named"].split()) or "(?!)")
        self.label = re.compile(any_of(label) if label else "(?!)")


SECTORS: Final = tuple(
    Sector(kind, _DATA[key], _DATA["label"].get(key, ""))
    for kind, key in (
        (Kind.SCHOOL, "school"),
        (Kind.EMPLOYER, "employer"),
        (Kind.EMPLOYER, "shop"),
        (Kind.MEDICAL_INSTITUTION, "medical"),
    )
)
_NOTHING: Final = word_set(_DATA["label"]["nothing"])
_LABELLED: Final = re.compile(r" ?[:：] ?([\u4e00-\u9fffA-Za-z0-9·（）()]{2,40})")
PATTERNS: Final = tuple(pattern for sector in SECTORS for pattern in (sector.ending, sector.label))


def find_organisations(text: str) -> Iterator[Finding]:
    """Every named school, employer and medical institution of readable text; findings may overlap."""
    for sector in SECTORS:
        for match in sector.ending.finditer(text):
            start = _name_start(text, match.start(), sector.words)
            if _is_named(text, sector, match, start):
                yield Finding(sector.kind, start, match.end())
        for match in sector.label.finditer(text):
            said = _LABELLED.match(text, match.end())
            if said and said[1] not in _NOTHING:
                yield Finding(sector.kind, *said.span(1))


def _name_start(text: str, end: int, words: frozenset[str]) -> int:
    """Where the name that ends at `end` begins: after a word that introduces it, or a character that is in no name."""
    start = end
    while start > 0 and end - start < LONGEST_NAME:
        char, pair = text[start - 1], text[max(0, start - 2) : start]
        if char in _HARD or not (is_han(char) or char.isalnum()):
            break
        introduced = pair in _BEFORE or text[max(0, start - 3) : start] in _BEFORE
        if introduced and text[max(0, start - 2) : start + 1] not in _KEPT:
            break
        if char in _COUNTS and (pair[0] in _FIGURES or pair[0].isdigit()):
            break
        if char in _SOFT and pair not in _KEPT and (end - start != 1 or text[start:end] in words):
            break
        start -= 1
    return start


def _is_named(text: str, sector: Sector, match: re.Match[str], start: int) -> bool:
    """Whether what stands before the last word is a name, and not only words for the sort of place."""
    name, follower = text[start : match.start()], text[match.end() : match.end() + 1]
    if not name or follower in sector.followers:
        return False
    if match[0] in sector.short and follower in sector.short_followers:
        return False
    if sector.named.search(name):
        return True
    return len(name) > 1 and not sector.no_name.fullmatch(name)
