"""A seal for the embedded mode, made on first use; nobody outside this machine trusts it."""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from marketplace.common import clock
from marketplace.common.pdf.keys import Signer, load_signer

KEY_FILE: Final = "signing_key.pem"
CERTIFICATE_FILE: Final = "signing_certificate.pem"


def make_development_signer(folder: Path) -> Signer:
    """The signer kept in `folder`, made on first use with an authority of its own; for the embedded mode only.

    Two processes may ask at the same time: the folder appears complete or not at all.
    """
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=folder.parent))
        try:
            _write_pair(draft)
            draft.rename(folder)
        except OSError:
            shutil.rmtree(draft, ignore_errors=True)
    return load_signer(folder / KEY_FILE, folder / CERTIFICATE_FILE)


def _write_pair(folder: Path) -> None:
    authority_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    authority = _certificate("Zhulin development authority", authority_key, authority_key, None)
    certificate = _certificate("Zhulin development seal", key, authority_key, authority)
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    with os.fdopen(os.open(folder / KEY_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secret)
    (folder / CERTIFICATE_FILE).write_bytes(certificate.public_bytes(pem) + authority.public_bytes(pem))


def _certificate(
    name: str, key: ec.EllipticCurvePrivateKey, issuer_key: ec.EllipticCurvePrivateKey, issuer: x509.Certificate | None
) -> x509.Certificate:
    """A certificate from years before today (a demonstration may be set in the past) to ten years after."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(clock.now() - timedelta(days=5 * 365))
        .not_valid_after(clock.now() + timedelta(days=10 * 365))
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        .add_extension(_usage(authority=issuer is None), critical=True)
    )
    return builder.sign(issuer_key, hashes.SHA256())


def _usage(*, authority: bool) -> x509.KeyUsage:
    """An authority signs certificates, a seal signs documents and cannot deny it."""
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )
