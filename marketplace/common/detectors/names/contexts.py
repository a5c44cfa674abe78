"""Names of people: after a label, beside a title or kin, masked (李某), familiar (小王), before a fact about them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from marketplace.common.detectors.kinds import Finding, Kind
from marketplace.common.detectors.names.nicknames import NICKNAME, find_nicknames
from marketplace.common.detectors.names.surnames import (
    COMPOUND,
    FIRST,
    NEVER_LAST,
    PLAIN,
    RARELY,
    SURNAMES,
    closes_well,
    ends_a_word,
    given_end,
    is_plain,
    may_be_given,
    opens_well,
    surname_end,
)
from marketplace.common.detectors.words import any_of, load, word_set

_DATA: Final = load("names")
_PLACES: Final = word_set(_DATA["places"])
_NOBODY: Final = word_set(_DATA["nobody"]) | _PLACES
_WEAK_TITLES: Final = word_set(_DATA["weak_titles"])
_BEFORE_CALL: Final = frozenset(_DATA["before_call"])
_AND: Final = frozenset("、和与及跟")
_KIN: Final = word_set(_DATA["kin"])
_OPENERS: Final = frozenset(_DATA["openers"])
_OPENING: Final = frozenset(" ：:（(")
_BEFORE_SEX: Final = frozenset(" ，,、（(:：")

Span = tuple[int, int]

LABEL: Final = re.compile(any_of([*_DATA["labels"].split(), _DATA["call"]]))
_LINK: Final = re.compile(_DATA["link"])
_WRITTEN_NAME: Final = re.compile(
    r"[\u4e00-\u9fff]{1,8}(?:[·•・][\u4e00-\u9fff]{1,8})+"
    r"|[\u4e00-\u9fff]{2,4}(?![\u4e00-\u9fff])"
    r"|[A-Z][A-Za-z'.-]+(?: [A-Z][A-Za-z'.-]+){1,3}"
)
SPACED: Final = re.compile(rf"[{''.join(sorted(SURNAMES))}] {{1,4}}[\u4e00-\u9fff](?![\u4e00-\u9fff])")
KIN: Final = re.compile(any_of(_KIN))
TITLE: Final = re.compile(any_of(_DATA["titles"]))
MASKED: Final = re.compile(
    rf"[{''.join(sorted(SURNAMES))}](?:某{{1,2}}(?![些个种年月日天处地])|[×✕＊*○]{{1,2}}|[Xx]{{1,2}}(?![0-9A-Za-z]))"
)
FACT: Final = re.compile(any_of(_DATA["facts"]))
SEX: Final = re.compile(r"[男女](?=性|[ ，,。、；;）)0-9]|\Z)")
PHONE: Final = re.compile(r"1[3-9][0-9][0-9 -]{8,10}")
_HAN: Final = "\u4e00-\u9fff"
ALONE: Final = re.compile(rf"[{''.join(sorted(PLAIN))}](?<![{_HAN}].)[{_HAN}]{{2}}(?:(?![{_HAN}])|(?=[和与及]))")
PATTERNS: Final = (ALONE, LABEL, KIN, TITLE, MASKED, FACT, SEX, PHONE, NICKNAME)


def find_names(text: str) -> Iterator[Finding]:
    """Every name of a person that the words around give away in readable text; findings may overlap."""
    spans: set[Span] = set()
    for find in (_alone, _labelled, _after_kin, _titled, _masked, _before_facts, find_nicknames):
        spans.update(find(text))
    for start, end in chain(spans, _beside(text, spans)):
        yield Finding(Kind.NAME, start, end)


def name_end(text: str, start: int) -> int:
    """Where a full name that starts here ends; `start` if none does."""
    surname = surname_end(text, start)
    end = given_end(text, surname) if surname > start else start
    return end if end > surname else start


def _alone(text: str) -> Iterator[Span]:
    """A usual surname and two characters between stops: ninety-eight of a hundred are names."""
    for match in ALONE.finditer(text):
        if _is_full_name(text, *match.span()):
            yield match.span()


def _beside(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """李伟、王芳: beside a name that was found, another one with a usual surname."""
    for start, end in spans:
        while text[end : end + 1] in _AND:
            first, end = end + 1, name_end(text, end + 1)
            if end == first or (first, end) in spans or not is_plain(text, first) or not closes_well(text, end):
                break
            yield first, end
        while text[max(0, start - 1) : start] in _AND:
            last = start - 1
            start = next((last - size for size in (3, 2) if _is_said_of(text, last - size, last)), last)
            if start == last or (start, last) in spans:
                break
            yield start, last


def _labelled(text: str) -> Iterator[Span]:
    """联系人张三, 姓名：张三, 叫张三."""
    for match in LABEL.finditer(text):
        label = "" if match[0] == _DATA["call"] else match[0]
        if not label and text[match.start() - 1 : match.start()] in _BEFORE_CALL:
            continue
        link = _LINK.match(text, match.end())
        start = link.end() if link else match.end()
        end = name_end(text, start)
        if end > start and _is_sure(text, start, end, labelled=bool(label)):
            yield start, end
        elif label and (spaced := SPACED.match(text, start)):
            yield spaced.span()
        elif label and set(":：") & set(text[match.end() : start]):
            yield from _written_out(text, start, label)


def _is_sure(text: str, start: int, end: int, *, labelled: bool) -> bool:
    """After a label a usual surname is enough; after 叫 the name must end well, and one with an everyday word fully."""
    if is_plain(text, start):
        return labelled or closes_well(text, end)
    return closes_well(text, end) if labelled else end - start == 3 and opens_well(text, end + 1)


def _written_out(text: str, start: int, label: str) -> Iterator[Span]:
    """After 姓名： stands a name whatever it looks like, after another label and a colon one with a surname."""
    said = _WRITTEN_NAME.match(text, start)
    if said and said[0] not in _NOBODY and ("名" in label or said[0][0] in SURNAMES or said[0].isascii()):
        yield said.span()


def _after_kin(text: str) -> Iterator[Span]:
    """儿子张三, 村民王小红."""
    for match in KIN.finditer(text):
        start = match.end() + (text[match.end() : match.end() + 1] in _OPENING)
        end = name_end(text, start)
        if end > start and closes_well(text, end) and _is_sure(text, start, end, labelled=False):
            yield start, end


def _titled(text: str) -> Iterator[Span]:
    """张三先生 gives 张三; 王女士 goes whole."""
    floor = 0
    for match in TITLE.finditer(text):
        end = _before_spaces(text, match.start())
        start = next(_full_names_before(text, end, floor), None)
        if start is None:
            start = _surname_before(text, end, floor, match[0] in _WEAK_TITLES)
            end = match.end()
        if start is not None:
            yield start, end
            floor = match.end()


def _before_spaces(text: str, end: int) -> int:
    """Names and titles in forms are spread over two characters of space at most."""
    gap = 2 if text[end - 2 : end] == "  " else text[end - 1 : end] == " "
    return end - gap


def _full_names_before(text: str, end: int, floor: int) -> Iterator[int]:
    """Where names of two to four characters that end here begin, those with a usual surname first."""
    starts = [end - size for size in (4, 3, 2) if end - size >= floor]
    for wants_plain in (True, False):
        for start in starts:
            if text[start] in FIRST and is_plain(text, start) is wants_plain and _is_full_name(text, start, end):
                free = opens_well(text, start, floor) or text[start - 1] in _OPENERS
                if free or (wants_plain and not ends_a_word(text, start)):
                    yield start


def _is_full_name(text: str, start: int, end: int) -> bool:
    given = surname_end(text, start)
    if not start < given < end or end - given > 2 or text[end - 1] in NEVER_LAST:
        return False
    return all(may_be_given(text[:end], place) for place in range(given, end))


def _surname_before(text: str, end: int, floor: int, weak: bool) -> int | None:
    start = end - (2 if text[end - 2 : end] in COMPOUND else 1)
    if start < floor or (text[start] not in SURNAMES and end - start == 1):
        return None
    if opens_well(text, start, floor):
        return start
    opened = text[start - 1] in _OPENERS or (is_plain(text, start) and not weak)
    return start if opened and not ends_a_word(text, start) else None


def _masked(text: str) -> Iterator[Span]:
    """李某, 李某某, 王*, 张XX."""
    for match in MASKED.finditer(text):
        start, end = match.span()
        start -= text[max(0, start - 1) : start + 1] in COMPOUND
        opened = opens_well(text, start) or text[start - 1] in _OPENERS
        if is_plain(text, start):
            if opened or not ends_a_word(text, start):
                yield start, _unmasked_end(text, end)
        elif (
            opened
            and "某" in match[0]
            and not ends_a_word(text, start)
            and (end - start == 3 or closes_well(text, end))
        ):
            yield start, end


def _unmasked_end(text: str, end: int) -> int:
    """The last character of 李某芳, where it is written."""
    last = may_be_given(text, end) and text[end] not in RARELY and text[end] not in NEVER_LAST
    return end + 1 if last and opens_well(text, end + 2) else end


def _before_facts(text: str) -> Iterator[Span]:
    """张三今年, 张三，男, 张三 138…."""
    ends = [match.start() for match in FACT.finditer(text)]
    for match in chain(SEX.finditer(text), PHONE.finditer(text)):
        end = match.start()
        while end > match.start() - 2 and text[max(0, end - 1) : end] in _BEFORE_SEX:
            end -= 1
        ends.append(end)
    for end in ends:
        start = next((end - size for size in (4, 3, 2) if _is_said_of(text, end - size, end)), None)
        if start is not None:
            yield start, end


def _is_said_of(text: str, start: int, end: int) -> bool:
    """Whether a full name stands here at the start of a clause or after a word for a person."""
    if start < 0 or text[start] not in FIRST or not _is_full_name(text, start, end):
        return False
    opened = opens_well(text, start) or text[max(0, start - 2) : start] in _KIN
    return opened and (end - start > 2 or is_plain(text, start))
