"""One readable form of a text: what only looks different is made the same; each place leads back to the original."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from marketplace.common.detectors.words import load

_NUMERALS: Final = load("numerals")
HAN_DIGITS: Final = "".join(_NUMERALS["han"].values())
RINGED_DIGITS: Final = "".join(_NUMERALS["ringed"].values())
ALL_DIGITS: Final = "0-9" + HAN_DIGITS + RINGED_DIGITS
TO_DIGIT: Final = {
    ord(form): digit for table in ("han", "ringed") for digit, forms in _NUMERALS[table].items() for form in forms
}

# Characters that print nothing, or only a frame or an accent around their neighbour.
_INVISIBLE: Final = re.compile(
    "["
    "\u00ad\u0300-\u036f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u20d0-\u20f0\u3164\ufe00-\ufe0f\ufeff\uffa0]+"
)
_TAGS: Final = re.compile("[\U000e0000-\U000e0fff]+")  # apart, for the same reason as below

DASHES: Final = "‐‑‒–—―−﹣－ー"
SPACES: Final = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"


# Where single characters stand that are another dress of an ASCII letter, digit or sign; Han is not among them.
_DRESSED: Final = (
    (0x80, 0x3400),
    (0xA620, 0xAC00),
    (0xFE00, 0x10000),
    (0x10400, 0x12000),
    (0x1D400, 0x1D800),
    (0x1E000, 0x1FC00),
)


def _undress(char: str) -> str:
    """The ASCII letter, digit or sign that `char` stands for (full width, mathematical, other scripts), or nothing."""
    if unicodedata.category(char) == "Nd":
        return str(unicodedata.digit(char))
    plain = unicodedata.normalize("NFKC", char)
    return plain if len(plain) == 1 and plain.isascii() and (plain.isalnum() or plain in "@.+_#*~") else ""


def _plain_forms() -> dict[int, str]:
    forms = {code: plain for low, high in _DRESSED for code in range(low, high) if (plain := _undress(chr(code)))}
    for char in RINGED_DIGITS:  # list marks, often glued to a number: they stay apart from it
        forms.pop(ord(char), None)
    return forms | dict.fromkeys(map(ord, DASHES), "-") | dict.fromkeys(map(ord, SPACES), " ")


PLAIN_FORMS: Final = _plain_forms()
# Two classes, since one with characters beyond U+FFFF is searched forty times slower.
_DRESSED_CHAR: Final = re.compile("[" + re.escape("".join(chr(code) for code in PLAIN_FORMS if code < 0x10000)) + "]")
_BEYOND: Final = re.compile("[\U00010000-\U0010ffff]")

PATTERNS: Final = (_INVISIBLE, _TAGS, _DRESSED_CHAR, _BEYOND)


@dataclass(frozen=True, slots=True)
class Readable:
    """`text` to be searched; `places[i]` is where its i-th character stands in the original, None if unchanged."""

    text: str
    places: list[int] | None = None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original that `text[start:end]` came from."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1


def readable(text: str) -> Readable:
    """Leave out what prints nothing and undress letters, digits, dashes and spaces, one character for one."""
    places: list[int] | None = None
    if _INVISIBLE.search(text) or _TAGS.search(text):
        places = [place for place, char in enumerate(text) if not (_INVISIBLE.match(char) or _TAGS.match(char))]
        text = "".join(text[place] for place in places)
    if _DRESSED_CHAR.search(text) or _BEYOND.search(text):
        text = text.translate(PLAIN_FORMS)
    return Readable(text, places)


def digits_of(piece: str) -> str:
    """A short piece with every digit written 0-9."""
    return piece.translate(TO_DIGIT)


def is_han(char: str) -> bool:
    """Whether a character is of the main block of Chinese characters."""
    return "\u4e00" <= char <= "\u9fff"
