"""What the case file knows: names, places and organisations wherever the text says them, with or without spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from marketplace.common.detectors.kinds import Finding, Kind, Known
from marketplace.common.detectors.normalise import readable
from marketplace.common.detectors.words import any_of, load

_ORGANISATIONS: Final = load("organisations")
_SUFFIXES: Final = (
    (Kind.MEDICAL_INSTITUTION, re.compile(any_of(_ORGANISATIONS["medical"]["suffixes"]))),
    (Kind.SCHOOL, re.compile(any_of(_ORGANISATIONS["school"]["suffixes"]))),
)
_PLACE_PART: Final = re.compile(r"[\u4e00-\u9fff]{2,12}?(?:新村|小区|社区|花园|公寓|家园|大道|[村路街弄巷苑])")
_ABOVE: Final = re.compile(r"^.*(?:省|市|(?<![小社校街片园])区|县|镇|乡|街道)")
_FIRST_DIGIT: Final = re.compile(r"[0-9]")


def find_known(text: str, known: Known) -> Iterator[Finding]:
    """Every place where readable text says something that the case file knows; findings may overlap."""
    if not known:
        return
    closed, places = _without_gaps(text)
    for value, kind in sorted(set(_wanted(known))):
        start = closed.find(value)
        while value and start >= 0:
            yield Finding(kind, places[start], places[start + len(value) - 1] + 1)
            start = closed.find(value, start + 1)


def _wanted(known: Known) -> Iterator[tuple[str, Kind]]:
    for organisation in known.organisations:
        yield _closed(organisation), kind_of_organisation(organisation)
    for place in known.places:
        yield _closed(place), Kind.ADDRESS
        for part in parts_of(_closed(place)):
            yield part, Kind.ADDRESS
    for name in known.names:
        yield _closed(name), Kind.NAME


def kind_of_organisation(name: str) -> Kind:
    """School or medical institution by the last of their words in the name, otherwise employer."""
    best, found = -1, Kind.EMPLOYER
    for kind, pattern in _SUFFIXES:
        last = max((match.end() for match in pattern.finditer(name)), default=-1)
        if last > best:
            best, found = last, kind
    return found


def parts_of(place: str) -> list[str]:
    """The village, estate or road of a known address, without what is above it: districts stay readable."""
    figures = _FIRST_DIGIT.search(place)
    named = _ABOVE.sub("", place[: figures.start()] if figures else place)
    return [part for part in _PLACE_PART.findall(named) if len(part) >= 3]


def _closed(value: str) -> str:
    """As it is compared: plain forms, small letters, no spaces."""
    return _without_gaps(readable(value).text)[0]


def _without_gaps(text: str) -> tuple[str, list[int]]:
    places = [place for place, char in enumerate(text) if not char.isspace()]
    small = "".join(char.lower() if char.isascii() else char for char in map(text.__getitem__, places))
    return small, places
