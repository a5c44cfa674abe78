"""From candidates to findings: the longest wins, and what is left after redacting holds nothing any more."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count
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

    Redacting may bring parts together that were apart, so what remains is scanned until it holds nothing.
    """
    words = wanted(known) if known else []
    found: list[Finding] = []
    for turn in count():
        fresh = _scan_once(_redacted(text, found) if found else text, words)
        if not fresh:
            return tuple(found)
        fresh = list(_led_back(fresh, found))
        if turn >= PATIENCE:
            fresh = _widened(fresh, found, len(text))
        found = sorted([*found, *fresh], key=lambda finding: finding.start)
    raise AssertionError("unreachable: every turn leaves less text")


def redact(text: str, known: Known = NOTHING) -> Redaction:
    """The text with `〔kind〕` for every finding; scanning the result with the same knowledge finds nothing."""
    findings = scan(text, known)
    return Redaction(_redacted(text, findings), findings)


def _scan_once(text: str, words: list[Wanted]) -> list[Finding]:
    clean = readable(text)
    candidates = {
        Finding(kind, *clean.original(start, end))
        for kind, start, end in chain(find_known(clean.text, words), *(find(clean.text) for find in DETECTORS))
    }
    if not candidates:
        return []
    closed = [match.span() for match in PLACEHOLDER.finditer(text)]
    return longest_first(candidates, closed)


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


def _redacted(text: str, findings: Iterable[Finding]) -> str:
    return "".join(_pieces(text, findings))


def _pieces(text: str, findings: Iterable[Finding]) -> Iterator[str]:
    end = 0
    for finding in findings:
        yield text[end : finding.start]
        yield placeholder(finding.kind)
        end = finding.end
    yield text[end:]


def _led_back(fresh: Iterable[Finding], found: Sequence[Finding]) -> Iterator[Finding]:
    """Findings of the redacted text, at their places in the text before; both in order."""
    shift = place = 0
    for kind, start, end in fresh:
        while place < len(found) and found[place].start + shift < start:
            shift += len(placeholder(found[place].kind)) - (found[place].end - found[place].start)
            place += 1
        yield Finding(kind, start - shift, end - shift)


def _widened(fresh: Iterable[Finding], found: Sequence[Finding], size: int) -> list[Finding]:
    """Each finding up to its neighbours: a text built to unfold for ever is closed, not searched for ever."""
    ends = sorted({0, size, *(each.start for each in found), *(each.end for each in found)})
    stretches: dict[tuple[int, int], Kind] = {}
    for kind, start, _ in fresh:
        place = bisect_right(ends, start)
        stretches.setdefault((ends[place - 1], ends[place]), kind)
    return [Finding(kind, *stretch) for stretch, kind in stretches.items()]
