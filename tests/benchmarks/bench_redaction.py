"""Redaction of narratives of 300 characters beside one bare pass of the same regexes, and narratives per second.

`python -m tests.benchmarks.bench_redaction` prints the figures: clean narratives, mixed ones (one sentence in four
holds an identifier), and the worst, in which every sentence does; the worst are measured by speed alone.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from re import Pattern

from marketplace.common.detectors import (
    addresses,
    birthdays,
    diagnoses,
    handles,
    names,
    normalise,
    numbers,
    organisations,
    redact,
)
from tests.benchmarks.figures import Figure, at_most, show, side_by_side
from tests.common.detectors.corpus import clean_texts, dirty_texts

COUNT, LENGTH, SEED = 2_000, 300, 11
PARTS = (normalise, numbers, handles, addresses, names, organisations, diagnoses, birthdays)
PATTERNS: tuple[Pattern[str], ...] = tuple(pattern for part in PARTS for pattern in part.PATTERNS)


def measure() -> Iterator[Figure]:
    """Ratio and speed, from narratives without identifiers to those full of them."""
    for label, share, goal in (("clean", 0.0, 2_000), ("mixed", 0.25, 2_000), ("worst", 1.0, 1_000)):
        texts = narratives(share)
        time = side_by_side(lambda texts=texts: redact_all(texts), lambda texts=texts: match_all(texts))
        found = sum(len(redact(text).findings) for text in texts) / COUNT
        detail = f"seed {SEED}, {found:.1f} findings each, {time}"
        reference = f"one pass of {len(PATTERNS)} regexes"
        if share < 1:
            yield at_most(f"redact {COUNT:,} {label} narratives of {LENGTH}", reference, time.ratio, 3, detail)
        speed = COUNT / time.ours
        yield Figure(f"{label} narratives/s on one core", "–", f"{speed:,.0f}", f"≥ {goal:,}", speed >= goal, detail)


def narratives(dirty_share: float) -> list[str]:
    """Texts of LENGTH characters from the sentences of the test corpus."""
    chance = random.Random(SEED)
    clean, dirty = clean_texts(), [text for text, _ in dirty_texts()]
    texts = []
    for _ in range(COUNT):
        text = ""
        while len(text) < LENGTH:
            text += chance.choice(dirty if chance.random() < dirty_share else clean)
        texts.append(text[:LENGTH])
    return texts


def redact_all(texts: list[str]) -> None:
    for text in texts:
        redact(text)


def match_all(texts: list[str]) -> None:
    for text in texts:
        for pattern in PATTERNS:
            for _ in pattern.finditer(text):
                pass


if __name__ == "__main__":
    show(measure())
