"""Accounts, plates and travel papers: what names a person by letters and figures."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from typing import Final

from marketplace.common.detectors.kinds import Finding, Kind
from marketplace.common.detectors.normalise import ALL_DIGITS, HAN_DIGITS, digits_of
from marketplace.common.detectors.numbers.runs import GAP, UNITS, Run, runs_in
from marketplace.common.detectors.words import all_cases, any_of, load

_DATA: Final = load("handles")
_ALNUM: Final = "0-9A-Za-z"

_LOCAL_PART: Final = string.ascii_letters + string.digits + "_.+-"
_DOMAIN: Final = re.compile(r"[0-9A-Za-z_-]+(?:\.[0-9A-Za-z_-]+)+")
SPELT_AT: Final = re.compile(r"[(（\[【][aA][tT][)）\]】]")

WECHAT: Final = re.compile(any_of(all_cases(_DATA["wechat"].split())))
WECHAT_ID: Final = re.compile(rf"{_DATA['filler']}([a-zA-Z][-_a-zA-Z0-9]{{5,}})")
WECHAT_DEFAULT: Final = re.compile(rf"wxid_(?<![{_ALNUM}]wxid_)[-_a-zA-Z0-9]+")
QQ: Final = re.compile(any_of(all_cases(_DATA["qq"].split())))
QQ_NUMBER: Final = re.compile(rf"{_DATA['filler']}([{ALL_DIGITS}](?:{GAP}?[{ALL_DIGITS}]){{4,}})")
_QQ_FORM: Final = re.compile(r"[1-9][0-9]{4,10}")

PLATE: Final = re.compile(
    rf"[{_DATA['provinces']}][·•]?[A-HJ-NP-Za-hj-np-z][ ·•.-]?[{ALL_DIGITS}A-HJ-NP-Za-hj-np-z]{{4,5}}"
    rf"[{ALL_DIGITS}A-HJ-NP-Za-hj-np-z{_DATA['special_plates']}]?(?![{_ALNUM}])"
)
_PLATE_TAIL: Final = re.compile(rf"(?=.*[0-9])[A-HJ-NP-Z0-9]{{4,5}}[A-HJ-NP-Z0-9{_DATA['special_plates']}]")

PASSPORT: Final = re.compile(
    rf"[EGDSPHMegdsphm](?<![{_ALNUM}].)(?:{GAP}?[{ALL_DIGITS}]){{8,10}}(?![{_ALNUM}])"
    rf"|[Ee](?<![{_ALNUM}].)[A-HJ-NP-Za-hj-np-z][0-9]{{7}}(?![{_ALNUM}])"
)
_PASSPORT_FORM: Final = re.compile(r"[EGDSP][0-9]{8}|[HM][0-9]{8,10}|E[A-Z][0-9]{7}")
PERMIT: Final = re.compile(
    rf"{any_of(_DATA['permit_words'])}[号码是为：: ]{{0,5}}([{ALL_DIGITS}]{{8}})(?![{_ALNUM}{ALL_DIGITS}])"
    rf"|{any_of(_DATA['paper_words'])}[号码是为：: ]{{0,5}}([A-Za-z]{{1,2}}[0-9]{{6,10}})(?![{_ALNUM}])"
)
PATTERNS: Final = (SPELT_AT, WECHAT, WECHAT_DEFAULT, QQ, PLATE, PASSPORT, PERMIT)


def find_handles(text: str) -> Iterator[Finding]:
    """E-mail, WeChat, QQ, plates, passports and permits of readable text; findings may overlap."""
    yield from _emails(text)
    yield from _wechats(text)
    yield from _qq_numbers(text)
    yield from _plates(text)
    yield from _papers(text)


def _emails(text: str) -> Iterator[Finding]:
    signs = [(match.start(), match.end()) for match in SPELT_AT.finditer(text)]
    at = text.find("@")
    while at >= 0:
        signs.append((at, at + 1))
        at = text.find("@", at + 1)
    before = 0
    for start, end in sorted(signs):
        mailbox = text[before:start]
        size = len(mailbox) - len(mailbox.rstrip(_LOCAL_PART))
        domain = _DOMAIN.match(text, end)
        if size and domain:
            yield Finding(Kind.EMAIL, start - size, domain.end())
        before = end


def _wechats(text: str) -> Iterator[Finding]:
    for match in WECHAT.finditer(text):
        account = WECHAT_ID.match(text, match.end())
        if account and not _inside_word(text, match.start()) and not WECHAT_DEFAULT.match(text, match.start()):
            yield Finding(Kind.WECHAT, *account.span(1))
    for match in WECHAT_DEFAULT.finditer(text):
        yield Finding(Kind.WECHAT, *match.span())


def _inside_word(text: str, start: int) -> bool:
    """Whether a Latin word began before `start`."""
    return start > 0 and text[start - 1 : start + 1].isascii() and text[start - 1 : start + 1].isalnum()


def _qq_numbers(text: str) -> Iterator[Finding]:
    for match in QQ.finditer(text):
        number = QQ_NUMBER.match(text, match.end())
        if number and not _inside_word(text, match.start()):
            end = _qq_end(text, runs_in(text, *number.span(1)))
            if end:
                yield Finding(Kind.QQ, number.start(1), end)


def _qq_end(text: str, runs: list[Run]) -> int:
    """Where the longest number that starts with the first run ends; 0 for none."""
    digits, end = "", 0
    for run in runs[:11]:
        digits += run.digits
        counted = run is not runs[0] and text[run.end : run.end + 1] in UNITS
        if _QQ_FORM.fullmatch(digits) and not counted:
            end = run.end
    return end


def _plates(text: str) -> Iterator[Finding]:
    for match in PLATE.finditer(text):
        tail = re.sub(r"[ ·•.-]", "", match[0][1:])[1:]
        loose = match[0][-1] in HAN_DIGITS and match[0][-2].isascii()
        for cut in (1, 0) if loose else (0, 1):  # a figure written 一 may belong to the next word
            if _PLATE_TAIL.fullmatch(digits_of(tail[: len(tail) - cut]).upper()):
                yield Finding(Kind.PLATE, match.start(), match.end() - cut)
                break


def _papers(text: str) -> Iterator[Finding]:
    for match in PASSPORT.finditer(text):
        number = re.sub(GAP, "", digits_of(match[0])).upper()
        if _PASSPORT_FORM.fullmatch(number):
            yield Finding(Kind.PASSPORT, *match.span())
    for match in PERMIT.finditer(text):
        yield Finding(Kind.PASSPORT, *match.span(1 if match[1] else 2))
