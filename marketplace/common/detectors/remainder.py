"""What is left of a text after redacting: sentences are independent, so only those that changed are read again."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Final

from marketplace.common.detectors.kinds import Finding, placeholder
from marketplace.common.detectors.normalise import HAN_DIGITS

# No detector looks over a full stop that a character other than a figure follows.
_SENTENCE: Final = re.compile(rf"。(?=(?![{HAN_DIGITS}])[\u4e00-\u9fff])")

Stretch = tuple[int, int]


def sentence_starts(text: str) -> list[int]:
    """Where the sentences after the first begin."""
    return [match.end() for match in _SENTENCE.finditer(text)]


def touched(starts: Sequence[int], size: int, findings: Iterable[Finding]) -> list[Stretch]:
    """The sentences that hold a part of a finding, neighbours together; findings are in order."""
    edges = [0, *starts, size]
    stretches: list[Stretch] = []
    for finding in findings:
        low = edges[bisect_right(edges, finding.start) - 1]
        high = edges[bisect_left(edges, finding.end)]
        if stretches and low <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(high, stretches[-1][1]))
        else:
            stretches.append((low, high))
    return stretches


class Rest:
    """The stretches of a text with a placeholder for each finding, and the way back to the original."""

    def __init__(self, original: str, findings: Sequence[Finding], stretches: Iterable[Stretch]) -> None:
        self._here: list[int] = []
        self._there: list[int] = []
        self._pieces: list[str] = []
        self._size = 0
        for low, high in stretches:
            first, last = (bisect_left(findings, edge, key=attrgetter("start")) for edge in (low, high))
            for kind, start, end in findings[first:last]:
                self._add(low, original[low:start] + placeholder(kind))
                low = end
            self._add(low, original[low:high])
        self.text = "".join(self._pieces)

    def _add(self, place: int, piece: str) -> None:
        self._here.append(self._size)
        self._there.append(place)
        self._pieces.append(piece)
        self._size += len(piece)

    def original(self, finding: Finding) -> Finding:
        """A finding in this text, which lies in no placeholder, at its place in the original."""
        place = bisect_right(self._here, finding.start) - 1
        shift = self._there[place] - self._here[place]
        return Finding(finding.kind, finding.start + shift, finding.end + shift)
