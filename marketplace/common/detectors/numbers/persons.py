"""Numbers that name a person: identity, disability certificate, telephones, bank card.

A number is tried as it is written and as neighbouring runs of figures joined over a space, a hyphen or a line break.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from marketplace.common import checksums
from marketplace.common.detectors.kinds import Finding, Kind
from marketplace.common.detectors.normalise import ALL_DIGITS, digits_of
from marketplace.common.detectors.numbers.runs import CHAIN, LONGEST, SIGNED, UNITS, Run, joins, runs_in
from marketplace.common.detectors.words import any_of, load

_DATA: Final = load("numbers")

_LOCAL: Final = rf"[{ALL_DIGITS}]{{3,4}}[ -]?[{ALL_DIGITS}]{{4}}"
_NO_DIGIT: Final = rf"(?![{ALL_DIGITS}])"
BRACKETED: Final = re.compile(rf"[(（] ?([{ALL_DIGITS}]{{3,4}}) ?[)）][ -]{{0,2}}({_LOCAL}){_NO_DIGIT}")
LOCAL_NUMBER: Final = re.compile(any_of(_DATA["telephone"]) + rf"[号码是为：: ]{{0,4}}({_LOCAL}){_NO_DIGIT}")
LETTERED: Final = re.compile(r"[0-9OoIl](?<![0-9A-Za-z].)[0-9OoIl]{10,19}(?![0-9A-Za-z])")
_LETTER_DIGITS: Final = str.maketrans("OoIl", "0011")
_PUBLIC: Final = re.compile("|".join(_DATA["public"]))
PATTERNS: Final = (CHAIN, SIGNED, BRACKETED, LOCAL_NUMBER, LETTERED)

_MOBILE: Final = re.compile(r"(?:(?:00)?86)?1[3-9][0-9]{9}")
_LANDLINE: Final = re.compile(r"0[0-9]{2,3}[2-8][0-9]{6,7}")
_LOCAL_FORM: Final = re.compile(r"[2-8][0-9]{6,7}")
_BANK_CARD: Final = re.compile(r"[1-9][0-9]{12,18}")


def find_numbers(text: str) -> Iterator[Finding]:
    """Every number of a person in readable text; findings may overlap."""
    public: list[tuple[int, int]] | None = None
    for match in CHAIN.finditer(text):
        if public is None:
            public = [paper.span() for paper in _PUBLIC.finditer(text)]
        yield from Chain(text, runs_in(text, *match.span()), public).findings()
    for match in SIGNED.finditer(text):
        yield from _in_signed(runs_in(text, *match.span()))
    yield from _landlines(text)
    for match in LETTERED.finditer(text):
        kinds = [] if match[0].isdigit() else kinds_of(match[0].translate(_LETTER_DIGITS))
        yield from (Finding(kind, *match.span()) for kind in kinds if kind is not Kind.BANK_CARD)


def kinds_of(digits: str) -> list[Kind]:
    """The kinds that a whole number can be; `digits` are 0-9 with an X only as check character."""
    size = len(digits)
    found = []
    if (size == 18 and checksums.gb11643_ok(digits)) or (size == 15 and checksums.gb11643_old_ok(digits)):
        found.append(Kind.RESIDENT_ID)
    if size == 20 and digits[18] in "1234567" and digits[19] in "1234" and checksums.gb11643_ok(digits[:18]):
        found.append(Kind.DISABILITY_CERTIFICATE)
    if size in (11, 13, 15) and _MOBILE.fullmatch(digits):
        found.append(Kind.MOBILE)
    if 10 <= size <= 12 and _LANDLINE.fullmatch(digits):
        found.append(Kind.LANDLINE)
    if 13 <= size <= 19 and _BANK_CARD.fullmatch(digits) and checksums.luhn_ok(digits):
        found.append(Kind.BANK_CARD)
    return found


def _is_strong(kind: Kind, digits: str) -> bool:
    """Whether check digit and date together leave hardly any chance of an accident."""
    return kind in (Kind.RESIDENT_ID, Kind.DISABILITY_CERTIFICATE) and len(digits) > 15


class Chain:
    """Neighbouring runs: which are a date or complete in themselves, and what they are together."""

    def __init__(self, text: str, runs: list[Run], public: list[tuple[int, int]]) -> None:
        self.text, self.runs, self.public = text, runs, public
        self.whole = [bool(kinds_of(run.digits)) for run in runs]
        self.dated = [False] * len(runs)
        for place, date in enumerate(zip(runs, runs[1:], runs[2:], strict=False)):
            if _is_date(text, *date):
                self.dated[place : place + 3] = [True] * 3

    def findings(self) -> Iterator[Finding]:
        """Every number that some row of neighbours makes; a public number gives none."""
        codes: list[tuple[int, int]] = []
        weak: list[Finding] = []
        for first, last, digits in joins(self.runs):
            start, end = self.runs[first].start, self.runs[last].end
            if len(digits) == 18 and checksums.gb32100_ok(digits):
                codes.append((start, end))
            for kind in kinds_of(digits):
                if _is_strong(kind, digits):
                    yield Finding(kind, start, end)
                elif first == last or self.may_join(kind, first, last):
                    plus = kind is Kind.MOBILE and digits[:2] == "86" and self.text[start - 1 : start] == "+"
                    weak.append(Finding(kind, start - plus, end))
        for finding in weak:
            if not (_covers(self.public, finding) or _covers(codes, finding) or _in_credit_code(self.text, finding)):
                yield finding

    def may_join(self, kind: Kind, first: int, last: int) -> bool:
        """Kinds with little or no check digit swallow no date, no counted thing and no number complete in itself."""
        end = self.runs[last].end
        if any(self.dated[first : last + 1]) or self.text[end : end + 1] in UNITS:
            return False
        return kind is Kind.MOBILE or not any(self.whole[first : last + 1])


def _is_date(text: str, year: Run, month: Run, day: Run) -> bool:
    """Whether three runs are written like 2026-05-01."""
    if len(year.digits) != 4 or not text[year.end : month.start] == text[month.end : day.start] == "-":
        return False
    return checksums.real_date(year.digits + month.digits.zfill(2) + day.digits.zfill(2))


def _in_signed(runs: list[Run]) -> Iterator[Finding]:
    for first, last, digits in joins(runs):
        grouped = [len(run.digits) for run in runs[first : last + 1]] == [3, 4, 4]
        for kind in kinds_of(digits):
            if _is_strong(kind, digits) or (kind is Kind.MOBILE and grouped):
                yield Finding(kind, runs[first].start, runs[last].end)


def _landlines(text: str) -> Iterator[Finding]:
    """(0574) 2000 0000, and 2000 0000 beside a word for telephone."""
    for match in BRACKETED.finditer(text):
        if _LANDLINE.fullmatch(_joined(match[1] + match[2])):
            yield Finding(Kind.LANDLINE, *match.span())
    for match in LOCAL_NUMBER.finditer(text):
        if _LOCAL_FORM.fullmatch(_joined(match[1])):
            yield Finding(Kind.LANDLINE, *match.span(1))


def _joined(piece: str) -> str:
    return digits_of(piece).replace(" ", "").replace("-", "")


def _covers(spans: list[tuple[int, int]], finding: Finding) -> bool:
    """Whether one of the spans, sorted and none long, holds the finding."""
    place = bisect_right(spans, finding.start, key=lambda span: span[0])
    return any(end >= finding.end for _, end in spans[max(0, place - LONGEST) : place])


def _in_credit_code(text: str, finding: Finding) -> bool:
    """Whether the letters and figures around the finding are the public code of an organisation."""
    start, end = finding.start, finding.end
    while start > 0 and end - start <= 18 and text[start - 1].isascii() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and end - start <= 18 and text[end].isascii() and text[end].isalnum():
        end += 1
    return checksums.gb32100_ok(text[start:end].upper())
