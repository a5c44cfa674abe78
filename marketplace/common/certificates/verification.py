"""Is this paper ours, and does it still hold? Answered from what was issued, without an account, for every kind."""

from __future__ import annotations

import hmac
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from marketplace.common.certificates.numbers import kind_of
from marketplace.common.certificates.papers import SignedPaper, digest
from marketplace.common.certificates.sealing import our_certificates
from marketplace.common.pdf import inspect, sha256
from marketplace.common.ports import PortUnbound

HOLDS: Final = frozenset({"provisional", "valid"})
ALTERED, UNKNOWN = "altered", "unknown"


@dataclass(frozen=True, slots=True)
class Register:
    """Where the papers of one kind are kept, and the templates that say their state and their facts in public."""

    papers: type[SignedPaper]
    words: str
    facts: str
    reads: tuple[str, ...] = ()
    """What the facts need of other tables."""

    def find(self, **where: object) -> SignedPaper | None:
        """The one paper of the kind of which this is true, whatever became of it."""
        keeper: Any = self.papers
        paper: SignedPaper | None = keeper._default_manager.select_related(*self.reads).filter(**where).first()
        return paper


REGISTERS: Final[dict[str, Register]] = {}
"""Kind -> register; `wiring.py` fills it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer of contracts.md `verify_certificate`; for `altered` and `unknown` the rest is empty."""

    status: str
    number: str | None = None
    kind: str | None = None
    issued_on: date | None = None
    replaced_by: str | None = None

    @property
    def holds(self) -> bool:
        """Whether the paper may be relied on now."""
        return self.status in HOLDS

    def as_json(self) -> dict[str, Any]:
        """With the day as ISO text."""
        return asdict(self) | {"issued_on": self.issued_on.isoformat() if self.issued_on else None}


def register_of(kind: str) -> Register:
    """The register of a kind; raises `PortUnbound` where nobody was wired to answer."""
    if kind not in REGISTERS:
        raise PortUnbound(f"no register of {kind} certificates is bound in wiring.py")
    return REGISTERS[kind]


def verify_number(number: str, code: str) -> Finding:
    """By number and code; one without the other shows nothing, and every refusal looks the same."""
    paper = find_by_number(number, code)
    return _found(paper) if paper else Finding(UNKNOWN)


def find_by_number(number: str, code: str) -> SignedPaper | None:
    """The paper that carries both."""
    known = _issued_as(number.strip().upper())
    fits = hmac.compare_digest(known.code_digest if known else digest(""), digest(code.strip()))
    return known if known and fits else None


def verify_file(pdf: bytes) -> Finding:
    """Byte for byte an issued file, or one that carries our seal or number and was altered, or none of ours."""
    fingerprint = sha256(pdf)
    issued = [paper for register in REGISTERS.values() if (paper := register.find(sha256=fingerprint))]
    if issued:
        return _found(issued[0])
    inspection = inspect(pdf, our_certificates())
    ours = inspection.has_our_signature or any(_issued_as(number) for number in inspection.numbers_found)
    return Finding(ALTERED) if ours else Finding(UNKNOWN)


def _issued_as(number: str) -> SignedPaper | None:
    kind = kind_of(number)
    return register_of(kind).find(number=number) if kind else None


def _found(paper: SignedPaper) -> Finding:
    kind = kind_of(paper.number) or ""
    successor = register_of(kind).find(replaces=paper)
    return Finding(
        status=paper.status,
        number=paper.number,
        kind=kind,
        issued_on=paper.issued_on,
        replaced_by=successor.number if successor else None,
    )
