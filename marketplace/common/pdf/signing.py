"""The seal: an invisible PAdES B-B signature that certifies the whole file and forbids every later change."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from io import BytesIO
from typing import Any, Final

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from marketplace.common import clock
from marketplace.common.pdf.keys import Signer

SEAL: Final = "ZhulinSeal"
METADATA: Final = signers.PdfSignatureMetadata(
    field_name=SEAL,
    md_algorithm="sha256",
    subfilter=fields.SigSeedSubFilter.PADES,
    certify=True,
    docmdp_permissions=fields.MDPPerm.NO_CHANGES,
)
CMS_WITHOUT_NAMES: Final = 480
"""Bytes, a little generous; with certificate and issuer it gives the room to reserve, and saves a trial signature."""


def sign(pdf: bytes, signer: Signer) -> bytes:
    """The file with our seal; `SigningUnavailable` when the certificate is not in force."""
    at = clock.now()
    signer.require_valid(at)
    out = BytesIO()
    seal = _Seal(METADATA, signer=_cms_signer(signer), new_field_spec=fields.SigFieldSpec(SEAL))
    seal.at = at
    seal.sign_pdf(_Appending(BytesIO(pdf)), output=out, bytes_reserved=_room(signer))
    return out.getvalue()


def _room(signer: Signer) -> int:
    """Hexadecimal digits to keep free for the signature."""
    embedded = [signer.certificate, *(each for each in signer.issuers if each.issuer != each.subject)]
    issuer = signer.certificate.issuer.public_bytes()
    return 2 * (CMS_WITHOUT_NAMES + len(issuer) + sum(len(_der(each)) for each in embedded))


class _Appending(IncrementalPdfFileWriter):
    """Adds the seal and nothing else: the file's metadata keep the dates and words they were issued with."""

    def _update_meta(self) -> None:
        """Sealing is not an edit."""


class _Seal(signers.PdfSigner):
    """Signs by the project's clock."""

    at: datetime

    def register_extensions(self, *args: Any, **options: Any) -> None:
        """PDF/A-3 is PDF 1.7: no notes that raise the file to a later version."""

    def init_signing_session(self, *args: Any, **options: Any) -> Any:
        session = super().init_signing_session(*args, **options)
        session.system_time = self.at
        return session


class _CachedKeySigner(signers.SimpleSigner):
    """Uses the key object at hand instead of parsing the key again for every signature."""

    key: ec.EllipticCurvePrivateKey

    def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
        if digest_algorithm != "sha256":
            raise ValueError(f"the seal is made with SHA-256, not {digest_algorithm}")
        return self.key.sign(data, ec.ECDSA(hashes.SHA256()))


@lru_cache(maxsize=4)
def _cms_signer(signer: Signer) -> _CachedKeySigner:
    issuers = [asn1_x509.Certificate.load(_der(issuer)) for issuer in signer.issuers]
    store = SimpleCertificateStore.from_certs(issuers)  # type: ignore[no-untyped-call]
    secret = signer.key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    certificate = asn1_x509.Certificate.load(_der(signer.certificate))
    cms_signer = _CachedKeySigner(certificate, asn1_keys.PrivateKeyInfo.load(secret), store, embed_roots=False)
    cms_signer.key = signer.key
    return cms_signer


def _der(certificate: Any) -> bytes:
    encoded: bytes = certificate.public_bytes(serialization.Encoding.DER)
    return encoded
