"""The texts of the undertaking of confidentiality: data with a version, never edited once somebody has signed one."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from marketplace.common.naming import language
from marketplace.common.verdict import DomainError

FILE: Final = Path(__file__).parent / "data" / "undertaking.toml"


class NoSuchText(DomainError):
    """No text of the undertaking has this version, or none is valid on that day."""

    code = "NO_SUCH_TEXT"


@dataclass(frozen=True, slots=True)
class UndertakingText:
    """One version in both languages; a signature holds for so many days."""

    version: str
    valid_from: date
    days: int
    source: str
    titles: Mapping[str, str]
    points: tuple[Mapping[str, str], ...]

    @property
    def title(self) -> str:
        """In the reader's language."""
        return self.titles[_short()]

    @property
    def sentences(self) -> list[str]:
        """What is promised, point by point, in the reader's language."""
        return [point[_short()] for point in self.points]

    @property
    def digest(self) -> str:
        """SHA-256 of every word: what was signed can be proved later."""
        words = [self.version, *(each[name] for each in (self.titles, *self.points) for name in ("zh", "en"))]
        return sha256("\n".join(words).encode()).hexdigest()


def text_on(day: date) -> UndertakingText:
    """The newest text valid on the day; raises `NoSuchText`."""
    valid = [text for text in _texts() if text.valid_from <= day]
    if not valid:
        raise NoSuchText(f"no undertaking is valid on {day.isoformat()}")
    return max(valid, key=lambda text: text.valid_from)


def text_of(version: str) -> UndertakingText:
    """The text that was signed under this version; raises `NoSuchText`."""
    for text in _texts():
        if text.version == version:
            return text
    raise NoSuchText(f"no undertaking has the version {version}")


@cache
def _texts() -> tuple[UndertakingText, ...]:
    """A file with a missing key stops here, not when somebody signs."""
    with FILE.open("rb") as file:
        return tuple(_text(row) for row in tomllib.load(file)["text"])


def _text(row: dict[str, Any]) -> UndertakingText:
    return UndertakingText(
        version=row["version"],
        valid_from=row["valid_from"],
        days=row["days"],
        source=row["source"],
        titles={name: row["title"][name] for name in ("zh", "en")},
        points=tuple({name: point[name] for name in ("zh", "en")} for point in row["point"]),
    )


def _short() -> str:
    return "zh" if language().startswith("zh") else "en"
