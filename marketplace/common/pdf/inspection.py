"""Recognising our own documents among strangers' files, altered ones too; no file can make this fail or run long."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from asn1crypto import cms
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from marketplace.common.pdf.reading import extract_text, without_space

NUMBER: Final = re.compile(r"NB-[A-Z]{2}-\d{4}-\d{3}-\d{6}-\d")
BYTE_RANGE: Final = re.compile(rb"/ByteRange\s*\[\s*0\s+(\d{1,9})\s+(\d{1,9})\s+(\d{1,9})\s*\]")
READ_TEXT_UP_TO: Final = 5_000_000
"""Bytes; our documents are a hundred times smaller, and a larger file is searched but not parsed."""


@dataclass(frozen=True)
class Inspection:
    """What a file carries of ours: our signature certificate, an unbroken seal of the whole file, our numbers."""

    has_our_signature: bool
    intact: bool
    numbers_found: frozenset[str]


def sha256(pdf: bytes) -> str:
    """64 hexadecimal digits; kept when a document is issued, so that it is recognised byte for byte."""
    return hashlib.sha256(pdf).hexdigest()


def inspect(pdf: bytes, trusted: Collection[x509.Certificate]) -> Inspection:
    """Look for our seal (made with one of the `trusted` certificates) and our numbers; never raises."""
    return Inspection(
        has_our_signature=any(_carries(pdf, certificate) for certificate in trusted),
        intact=any(_seals(pdf, certificate) for certificate in trusted),
        numbers_found=frozenset(NUMBER.findall(pdf.decode("latin-1")) + NUMBER.findall(_text(pdf))),
    )


def _carries(pdf: bytes, certificate: x509.Certificate) -> bool:
    """A signature stands in a file as plain hexadecimal digits, whatever else has been damaged around it."""
    der = certificate.public_bytes(serialization.Encoding.DER)
    return der in pdf or der.hex().encode() in pdf.lower()


def _text(pdf: bytes) -> str:
    if len(pdf) > READ_TEXT_UP_TO:
        return ""
    try:
        return without_space(extract_text(pdf))
    except Exception:  # noqa: BLE001 - a stranger's file may break the reader in any way; then it says nothing
        return ""


def _seals(pdf: bytes, certificate: x509.Certificate) -> bool:
    """Whether the last signature covers every byte but itself and was made with this certificate's key."""
    found = [*BYTE_RANGE.finditer(pdf)]
    if not found:
        return False
    gap, rest, length = map(int, found[-1].groups())
    if rest + length != len(pdf) or not gap < rest or pdf[gap : gap + 1] + pdf[rest - 1 : rest] != b"<>":
        return False
    try:
        signature = cms.ContentInfo.load(bytes.fromhex(pdf[gap + 1 : rest - 1].decode("ascii")))
        return _signed_by(signature["content"]["signer_infos"][0], pdf[:gap] + pdf[rest:], certificate)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, InvalidSignature):
        return False


def _signed_by(signer: cms.SignerInfo, content: bytes, certificate: x509.Certificate) -> bool:
    """Raises InvalidSignature when the signature itself is wrong."""
    key = certificate.public_key()
    digests = [each["values"][0].native for each in signer["signed_attrs"] if each["type"].native == "message_digest"]
    if not isinstance(key, ec.EllipticCurvePublicKey) or digests != [hashlib.sha256(content).digest()]:
        return False
    key.verify(signer["signature"].native, signer["signed_attrs"].untag().dump(), ec.ECDSA(hashes.SHA256()))
    return True
