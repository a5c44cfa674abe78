"""What publications asks of whoever owns the thing that the words are about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from marketplace.accounts.models import User
from marketplace.accounts.queries import Reader
from marketplace.common.detectors import Finding
from marketplace.common.ports import PortUnbound
from marketplace.common.verdict import Verdict
from marketplace.publications.states import Kind


@dataclass(frozen=True, slots=True)
class About:
    """What the words are about, as everybody may know it, and what they stand on."""

    title: str
    url: str = ""
    title_lang: str = ""
    place: str = ""
    need_reference: str = ""
    consent_reference: str = ""


class Subject(Protocol):
    """One per kind, bound by `wiring.py`; a kind without one is refused."""

    def about(self, reference: str, /) -> About | None:
        """What it is, or None where there is nothing to write about."""

    def may_write(self, by: Reader | None, reference: str, /) -> Verdict:
        """Whether this person may write of it, and whether it may be written of now."""

    def still_agreed(self, reference: str, /) -> Verdict:
        """Whether everything that the words stand on, consent above all, is in force now."""

    def scan(self, reference: str, text: str, /) -> Sequence[Finding]:
        """What identifies somebody in the text, by all that the owner knows."""

    def is_party(self, by: Reader, reference: str, /) -> bool:
        """Whether the person has a stake in it and therefore cannot be the second officer."""

    def shown_among(self, reader: Reader, references: Iterable[str], /) -> Mapping[str, About]:
        """Those of them that this reader may see now."""

    def concerned(self, reference: str, /) -> Sequence[tuple[User, str]]:
        """Whom the words are meant for, each with the address where they read them."""


SUBJECTS: dict[str, Subject] = {}
"""Filled by `wiring.py`."""


def subject_of(kind: str) -> Subject:
    """The owner of this kind; raises `PortUnbound`."""
    if kind not in SUBJECTS:
        raise PortUnbound(f"no subject is bound for {kind} in wiring.py")
    return SUBJECTS[Kind(kind)]
