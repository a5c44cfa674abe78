"""From candidates to findings: the longest wins, and what is left after redacting holds nothing any more."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import count
from operator import attrgetter
from typing import Final

from marketplace.common.detectors.addresses import find_addresses
from marketplace.common.detectors.birthdays import find_birthdays
from marketplace.common.detectors.diagnoses import find_diagnoses
from marketplace.common.detectors.handles import find_handles
from marketplace.common.detectors.kinds import ORDER, Finding, Kind, Known, Redaction, placeholder
from marketplace.common.detectors.known import Wanted, find_known, wanted
from marketplace.common.detectors.names import find_names
from marketplace.common.detectors.normalise import readable
from marketplace.common.detectors.numbers import find_numbers
from marketplace.common.detectors.organisations import find_organisations
from marketplace.common.detectors.remainder import Rest, sentence_starts, touched

DETECTORS: Final = (
    find_numbers,
    find_handles,
    find_addresses,
    find_names,
    find_organisations,
    find_diagnoses,
    find_birthdays,
)
PLACEHOLDER: Final = re.compile("|".join(re.escape(placeholder(kind)) for kind in Kind))
NOTHING: Final = Known()
PATIENCE: Final = 20


def scan(text: str, known: Known = NOTHING) -> tuple[Finding, ...]:
    """Every direct identifier of `text`, in order and without overlap; offsets are code points of `text`.

    Redacting may bring parts together that were apart, so the sentences it touched are scanned again until they hold
    nothing.
    """
    words = wanted(known) if known else []
    found = fresh = _scan_once(text, words)
    cuts = sentence_starts(text) if found and not any("。" in word for word, _ in words) else []
    for turn in count():
        if not fresh:
            return tuple(found)
        rest = Rest(text, found, touched(cuts, len(text), fresh))
        fresh = [rest.original(finding) for finding in _scan_once(rest.text, words)]
        if turn >= PATIENCE:
            fresh = _widened(fresh, found, len(text))
        found = sorted([*found, *fresh], key=attrgetter("start"))
    raise AssertionError("unreachable: every turn leaves less text")


def redact(text: str, known: Known = NOTHING) -> Redaction:
    """The text with `〔kind〕` for every finding; scanning the result with the same knowledge finds nothing."""
    findings = scan(text, known)
    return Redaction(Rest(text, findings, [(0, len(text))]).text, findings)


def _scan_once(text: str, words: list[Wanted]) -> list[Finding]:
    clean = readable(text)
    candidates = set(find_known(clean.text, words))
    for find in DETECTORS:
        candidates.update(find(clean.text))
    if not candidates:
        return []
    if clean.places is not None:
        candidates = {Finding(kind, *clean.original(start, end)) for kind, start, end in candidates}
    return longest_first(candidates, [match.span() for match in PLACEHOLDER.finditer(text)])


def longest_first(candidates: Iterable[Finding], closed: Iterable[tuple[int, int]] = ()) -> list[Finding]:
    """The findings that remain when the longest wins, then the order of the kinds; none touches a closed stretch."""
    taken = sorted(closed)
    findings = []
    for finding in sorted(candidates, key=lambda each: (each.start - each.end, ORDER[each.kind], each.start)):
        place = bisect_left(taken, (finding.start, finding.end))
        after = taken[place][0] if place < len(taken) else finding.end
        before = taken[place - 1][1] if place else finding.start
        if before <= finding.start and finding.end <= after:
            taken.insert(place, (finding.start, finding.end))
            findings.append(finding)
    return sorted(findings, key=lambda finding: finding.start)


def _widened(fresh: Iterable[Finding], found: Sequence[Finding], size: int) -> list[Finding]:
    """Each finding up to its neighbours: a text built to unfold for ever is closed, not searched for ever."""
    ends = sorted({0, size, *(each.start for each in found), *(each.end for each in found)})
    stretches: dict[tuple[int, int], Kind] = {}
    for kind, start, _ in fresh:
        place = bisect_right(ends, start)
        stretches.setdefault((ends[place - 1], ends[place]), kind)
    return [Finding(kind, *stretch) for stretch, kind in stretches.items()]
