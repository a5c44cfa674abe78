"""What the case file knows: names, places and organisations wherever the text says them, with or without spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from marketplace.common.detectors.kinds import Finding, Kind, Known
from marketplace.common.detectors.normalise import is_han, readable
from marketplace.common.detectors.words import any_of, load

_ORGANISATIONS: Final = load("organisations")
_ADDRESSES: Final = load("addresses")
_SUFFIXES: Final = (
    (Kind.MEDICAL_INSTITUTION, re.compile(any_of(_ORGANISATIONS["medical"]["suffixes"]))),
    (Kind.SCHOOL, re.compile(any_of(_ORGANISATIONS["school"]["suffixes"]))),
)
_PLACE_PART: Final = re.compile(rf"[\u4e00-\u9fff]{{2,12}}?{any_of(_ADDRESSES['streets'])}")
_ABOVE: Final = re.compile(r"^.*(?:省|市|(?<![小社校街片园])区|县|镇|乡|街道)")
_FIGURES: Final = re.compile(r"[0-9]")
_TITLES: Final = load("names")["titles"].split()
_SPACE: Final = re.compile(r"\s")
_CAPITAL: Final = re.compile(r"[A-Z]")
_TO_SMALL: Final = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}

Wanted = tuple[str, Kind]


def wanted(known: Known) -> list[Wanted]:
    """What to look for, in the form in which texts are compared, and what each is when found."""
    words = [(value, kind_of_organisation(value)) for value in known.organisations]
    words += [(word, Kind.NAME) for name in known.names for word in (name, *_familiar_forms(name))]
    for place in known.places:
        words += [(part, Kind.ADDRESS) for part in (place, *parts_of(place))]
    return sorted({(closed, kind) for value, kind in words if (closed := _closed(readable(value).text)[0])})


def find_known(text: str, words: list[Wanted]) -> Iterator[Finding]:
    """Every place where readable text says one of the words; findings may overlap."""
    if not words:
        return
    closed, places = _closed(text)
    for value, kind in words:
        start = closed.find(value)
        while start >= 0:
            end = start + len(value)
            yield Finding(kind, start, end) if places is None else Finding(kind, places[start], places[end - 1] + 1)
            start = closed.find(value, start + 1)


def _familiar_forms(name: str) -> list[str]:
    """秀英奶奶 for 张秀英: the given name with each title; alone it may be an everyday word."""
    return [name[1:] + title for title in _TITLES] if len(name) == 3 and all(map(is_han, name)) else []


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
    figures = _FIGURES.search(place)
    named = _ABOVE.sub("", place[: figures.start()] if figures else place)
    return [part for part in _PLACE_PART.findall(named) if len(part) >= 3]


def _closed(text: str) -> tuple[str, list[int] | None]:
    """The text in small letters without spaces, and where its characters stood, None if nothing was left out."""
    places = None
    if _SPACE.search(text):
        places = [place for place, char in enumerate(text) if not char.isspace()]
        text = "".join(text[place] for place in places)
    return (text.translate(_TO_SMALL) if _CAPITAL.search(text) else text), places
