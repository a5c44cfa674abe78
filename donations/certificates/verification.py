"""Is this paper ours, and does it still hold? Answered from what was issued, without an account."""

from __future__ import annotations

import hmac
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from donations.certificates.issuing import digest
from donations.certificates.numbers import kind_of
from donations.certificates.sealing import our_certificates
from donations.models import Certificate
from donations.states import CertificateStatus
from marketplace.common.pdf import inspect, sha256

HOLDS = frozenset({CertificateStatus.PROVISIONAL, CertificateStatus.VALID})
ALTERED, UNKNOWN = "altered", "unknown"


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


def verify_number(number: str, code: str) -> Finding:
    """By number and code; one without the other shows nothing, and every refusal looks the same."""
    certificate = find_by_number(number, code)
    return _found(certificate) if certificate else Finding(UNKNOWN)


def find_by_number(number: str, code: str) -> Certificate | None:
    """The certificate that carries both."""
    known = (
        Certificate.objects.filter(number=number.strip().upper()).first() if kind_of(number.strip().upper()) else None
    )
    fits = hmac.compare_digest(known.code_digest if known else digest(""), digest(code.strip()))
    return known if known and fits else None


def verify_file(pdf: bytes) -> Finding:
    """Byte for byte an issued file, or one that carries our seal or number and was altered, or none of ours."""
    certificate = Certificate.objects.filter(sha256=sha256(pdf)).first()
    if certificate:
        return _found(certificate)
    inspection = inspect(pdf, our_certificates())
    ours = inspection.has_our_signature or any(_is_issued(number) for number in inspection.numbers_found)
    return Finding(ALTERED) if ours else Finding(UNKNOWN)


def _is_issued(number: str) -> bool:
    return kind_of(number) is not None and Certificate.objects.filter(number=number).exists()


def _found(certificate: Certificate) -> Finding:
    replaced_by = Certificate.objects.filter(replaces=certificate).values_list("number", flat=True).first()
    return Finding(
        status=certificate.status,
        number=certificate.number,
        kind=kind_of(certificate.number),
        issued_on=certificate.issued_on,
        replaced_by=replaced_by,
    )
