"""What a scan can find, what the case file may tell it, and what it answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """Every kind of direct identifier; the order decides between findings of equal length."""

    RESIDENT_ID = "resident_id"
    DISABILITY_CERTIFICATE = "disability_certificate"
    MOBILE = "mobile"
    LANDLINE = "landline"
    BANK_CARD = "bank_card"
    PLATE = "plate"
    WECHAT = "wechat"
    QQ = "qq"
    EMAIL = "email"
    PASSPORT = "passport"
    ADDRESS = "address"
    NAME = "name"
    SCHOOL = "school"
    EMPLOYER = "employer"
    MEDICAL_INSTITUTION = "medical_institution"
    DIAGNOSIS = "diagnosis"
    DATE_OF_BIRTH = "date_of_birth"


ORDER = {kind: place for place, kind in enumerate(Kind)}
BLOCKING = frozenset(Kind)
PLACEHOLDERS = {kind: f"〔{kind.value}〕" for kind in Kind}


class Finding(NamedTuple):
    """One identifier in `text[start:end]`; offsets are code points of the text as it was given."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Known:
    """What the case file knows about this household; any iterable of strings is taken and kept as a tuple."""

    names: Iterable[str] = ()
    places: Iterable[str] = ()
    organisations: Iterable[str] = ()

    def __post_init__(self) -> None:
        for field in ("names", "places", "organisations"):
            values = getattr(self, field)
            if isinstance(values, str):
                raise TypeError(f"Known.{field} takes several strings, not one")
            object.__setattr__(self, field, tuple(value.strip() for value in values if value.strip()))

    def __bool__(self) -> bool:
        return bool(self.names or self.places or self.organisations)


@dataclass(frozen=True, slots=True)
class Redaction:
    """The text with every finding replaced by its placeholder, and the findings in the original text."""

    text: str
    findings: tuple[Finding, ...]


def is_blocking(finding: Finding) -> bool:
    """Whether publication must wait until this finding is gone; every kind blocks."""
    return finding.kind in BLOCKING


def placeholder(kind: Kind) -> str:
    """What stands in the redacted text."""
    return PLACEHOLDERS[kind]
