"""Familiar names: 小王, 小丽, 老李, 阿明 - and none of 小区, 小时, 养老金, 阿姨."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from marketplace.common.detectors.names.surnames import PLAIN, surname_end
from marketplace.common.detectors.words import load, word_set

_DATA: Final = load("names")
_FAMILIAR: Final = frozenset(_DATA["familiar"])
_NO_NAME: Final = word_set(_DATA["small_words"] + " " + _DATA["old_words"] + " " + _DATA["aunt_words"])
_BEFORE: Final = {"小": frozenset(_DATA["before_small"]), "老": frozenset(_DATA["before_old"]), "阿": frozenset()}
_LETTERS: Final = {"小": PLAIN | _FAMILIAR, "老": PLAIN, "阿": _FAMILIAR}
NICKNAME: Final = re.compile("|".join(f"{first}[{''.join(sorted(chars))}]" for first, chars in _LETTERS.items()))


def find_nicknames(text: str) -> Iterator[tuple[int, int]]:
    """Where familiar names begin and end; a doubled character (小芳芳) is taken whole."""
    for match in NICKNAME.finditer(text):
        start, end = match.span()
        if text[max(0, start - 1) : start] in _BEFORE[text[start]] and start:
            continue
        if match[0] in _NO_NAME or text[start : end + 1] in _NO_NAME:
            continue
        if text[end - 1] in PLAIN and surname_end(text, end - 1) < end:
            continue
        yield start, end + (text[end : end + 1] == text[end - 1])
