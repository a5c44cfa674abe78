"""The grammar of Chinese names: surname, then one or two characters that belong to no word around them."""

from __future__ import annotations

from typing import Final

from marketplace.common.detectors.normalise import is_han
from marketplace.common.detectors.words import load, word_set

_TABLE: Final = load("surnames")
_NAMES: Final = load("names")
PLAIN: Final = frozenset("".join(_TABLE["plain"].split()))
EVERYDAY: Final = frozenset("".join(_TABLE["everyday"].split()))
SURNAMES: Final = PLAIN | EVERYDAY
COMPOUND: Final = word_set(_TABLE["compound"])
FIRST: Final = SURNAMES | {surname[0] for surname in COMPOUND}
_BEGINS: Final = word_set(_TABLE["begins"]) | word_set(_NAMES["places"])
_ENDS: Final = word_set(_TABLE["ends"])
_NEVER: Final = frozenset(_NAMES["never"])
RARELY: Final = frozenset(_NAMES["rarely"])
NEVER_LAST: Final = frozenset(_NAMES["never_last"])
_FOLLOWERS: Final = word_set(_NAMES["followers"])


def surname_end(text: str, start: int) -> int:
    """Where a surname that starts here ends; `start` if none does, or if an everyday word does."""
    if text[start : start + 1] not in FIRST:
        return start
    pair = text[start : start + 2]
    if pair in COMPOUND:
        return start + 2
    if text[start] not in SURNAMES or pair in _BEGINS or text[start : start + 3] in _BEGINS:
        return start
    return start + 1


def is_plain(text: str, start: int) -> bool:
    """Whether the surname here is seldom anything but a surname."""
    return text[start] in PLAIN or text[start : start + 2] in COMPOUND


def given_end(text: str, start: int) -> int:
    """Where the given name that starts here ends: after two characters, one, or none."""
    if not may_be_given(text, start):
        return start
    second = start + 1
    if may_be_given(text, second) and text[second] not in NEVER_LAST and not _begins_the_next(text, second):
        return start + 2
    return start if text[start] in NEVER_LAST or _begins_the_next(text, start) else second


def _begins_the_next(text: str, place: int) -> bool:
    """Whether the character here starts a word of the sentence, unless the next word starts right after it."""
    if text[place] not in RARELY or not _goes_on(text, place + 1):
        return False
    return text[place + 1] not in _NEVER and text[place + 1 : place + 3] not in _FOLLOWERS


def may_be_given(text: str, place: int) -> bool:
    """Whether the character here can belong to a given name and begins no word that follows names."""
    char = text[place : place + 1]
    return bool(char) and is_han(char) and char not in _NEVER and text[place : place + 2] not in _FOLLOWERS


def _goes_on(text: str, place: int) -> bool:
    return place < len(text) and is_han(text[place])


def closes_well(text: str, end: int) -> bool:
    """Whether a name may end here: no Chinese character follows, or one that begins the next word."""
    if not _goes_on(text, end):
        return True
    return text[end] in _NEVER or text[end] in RARELY or text[end : end + 2] in _FOLLOWERS


def opens_well(text: str, start: int, floor: int = 0) -> bool:
    """Whether no Chinese character stands right before; what ends at `floor` was read already."""
    return start <= floor or start > len(text) or not is_han(text[start - 1])


def ends_a_word(text: str, place: int) -> bool:
    """Whether the character here is the end of an everyday word, as 顾 in 照顾."""
    return text[max(0, place - 1) : place + 1] in _ENDS or text[max(0, place - 2) : place + 1] in _ENDS
