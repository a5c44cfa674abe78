"""Chinese without a dictionary: Han bigrams, single characters and Latin words are the tokens of every backend."""

from __future__ import annotations

import re
import unicodedata

RUN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+|[a-z0-9]+")


def normalise(text: str) -> str:
    """NFKC, lower case."""
    return unicodedata.normalize("NFKC", text).lower()


def tokens(text: str) -> list[str]:
    """Tokens of normalised text, in order: for a run of Han its bigrams and characters, else the word."""
    found: list[str] = []
    for run in RUN.findall(normalise(text)):
        if run[0] < "\u3400":
            found.append(run)
            continue
        found += [run[i : i + 2] for i in range(len(run) - 1)]
        found += run
    return found
