"""The signing key and its certificate: loaded once per file version, judged each time they are used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.utils.translation import gettext_lazy as _

from marketplace.common.pdf.refusals import SigningUnavailable


@dataclass(frozen=True, eq=False)
class Signer:
    """A P-256 key, its certificate and the certificates of its issuers."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    issuers: tuple[x509.Certificate, ...] = ()

    def require_valid(self, at: datetime) -> None:
        """Raise `SigningUnavailable` when the certificate is not in force at that moment."""
        if not self.certificate.not_valid_before_utc <= at <= self.certificate.not_valid_after_utc:
            raise SigningUnavailable(
                _("The signing certificate is not valid today. Install a renewed one; documents wait until then.")
            )


def load_signer(key_file: Path, certificate_file: Path) -> Signer:
    """The signer of two PEM files, issuers after the certificate in the same file; loaded once for each version.

    Raises `SigningUnavailable` when a file is missing, or the two do not make a P-256 pair.
    """
    try:
        return _load(key_file, certificate_file, key_file.stat().st_mtime_ns, certificate_file.stat().st_mtime_ns)
    except (OSError, ValueError, TypeError) as error:
        raise SigningUnavailable(
            _("The signing key or its certificate cannot be read. Check both files; documents wait until then.")
        ) from error


@lru_cache(maxsize=4)
def _load(key_file: Path, certificate_file: Path, *_versions: int) -> Signer:
    key = serialization.load_pem_private_key(key_file.read_bytes(), password=None)
    certificate, *issuers = load_certificates(certificate_file)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise SigningUnavailable(_("The signing key is not of the kind P-256. Install one that is."))
    if key.public_key() != certificate.public_key():
        raise SigningUnavailable(_("The signing certificate belongs to another key. Install the pair that fits."))
    return Signer(key, certificate, tuple(issuers))


def load_certificates(file: Path) -> tuple[x509.Certificate, ...]:
    """The certificates of one PEM file, for instance all we ever signed with; ValueError when it holds none."""
    return tuple(x509.load_pem_x509_certificates(file.read_bytes()))
