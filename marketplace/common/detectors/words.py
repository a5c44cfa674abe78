"""Word lists are data: each TOML file beside this module names its source and since when it holds."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from pathlib import Path
from re import escape
from typing import Any

DATA = Path(__file__).parent / "data"


@cache
def load(name: str) -> dict[str, Any]:
    """The tables of `data/<name>.toml`."""
    with (DATA / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def word_set(words: str | Iterable[str]) -> frozenset[str]:
    """The words of a list, or of a text that separates them by white space."""
    return frozenset(words.split() if isinstance(words, str) else words)


def any_of(words: str | Iterable[str]) -> str:
    """A group that matches one of the words, the longest first.

    Branches are gathered by first character: the engine then skips every position that cannot start a word.
    """
    ordered = sorted(word_set(words), key=lambda word: (word[0], -len(word), word))
    branches = []
    for first, same in groupby(ordered, key=lambda word: word[0]):
        rests = [escape(word[1:]) for word in same]
        branches.append(escape(first) + (f"(?:{'|'.join(rests)})" if len(rests) > 1 else rests[0]))
    return f"(?:{'|'.join(branches)})"


def all_cases(words: Iterable[str]) -> frozenset[str]:
    """Every way to write the Latin letters of short words in capitals or small letters."""
    found = {""}
    spellings: set[str] = set()
    for word in words:
        found = {""}
        for char in word:
            found = {start + form for start in found for form in {char.lower(), char.upper()}}
        spellings |= found
    return frozenset(spellings)
