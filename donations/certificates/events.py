"""What happened to a certificate."""

from dataclasses import dataclass

from marketplace.common.events import Event


@dataclass(frozen=True, slots=True)
class CertificateIssued(Event):
    certificate_id: int


@dataclass(frozen=True, slots=True)
class CertificateRevoked(Event):
    certificate_id: int
