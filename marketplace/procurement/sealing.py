"""Sealed so that the database alone opens nothing: pure, only primitives of `cryptography`, no table and no clock.

Each of two officers holds a key pair whose private part is locked under a code that is shown once and stored nowhere.
A bid is encrypted with a key derived from two random secrets, one sealed (HPKE, RFC 9180) to each officer: neither
half says anything about the other, and no moment exists in which the site holds both before the opening.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from marketplace.common.verdict import DomainError

SUITE: Final = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
KEY_BYTES: Final = 32
SALT_BYTES: Final = 16
NONCE_BYTES: Final = 12
WORK: Final = 2**14
"""scrypt's n: codes carry 160 random bits, so this only slows down somebody who holds part of one."""


class DoesNotOpen(DomainError):
    """The code is not the one that locked it, or what is stored was altered."""

    code = "DOES_NOT_OPEN"


@dataclass(frozen=True, slots=True)
class Half:
    """An officer's key pair: the public part in base64, the private part locked."""

    public_key: str
    locked_key: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """What is stored of a bid, and the digest that its receipt shows."""

    ciphertext: bytes
    first_half: bytes
    second_half: bytes
    own_copy: str
    digest: str


def new_half(code: str) -> Half:
    """A key pair for one officer."""
    private = X25519PrivateKey.generate()
    return Half(_text(private.public_key().public_bytes_raw()), lock(private.private_bytes_raw(), code))


def seal(content: bytes, *, first: str, second: str, context: str, own_code: str) -> Sealed:
    """Seal for two public keys and for the bidder's own code; `context` names the bid, so that nothing can be moved."""
    halves, nonce, info = (secrets.token_bytes(KEY_BYTES), secrets.token_bytes(KEY_BYTES)), _nonce(), context.encode()
    key = _content_key(*halves)
    return Sealed(
        ciphertext=nonce + AESGCM(key).encrypt(nonce, content, info),
        first_half=SUITE.encrypt(halves[0], _public(first), info=info + b"/1"),
        second_half=SUITE.encrypt(halves[1], _public(second), info=info + b"/2"),
        own_copy=lock(key, own_code),
        digest=digest_of(content),
    )


def digest_of(content: bytes) -> str:
    """SHA-256; the content carries a random salt of its own, so that a digest cannot be guessed backwards."""
    return hashlib.sha256(content).hexdigest()


def unseal_half(sealed: bytes, private_key: bytes, *, half: int, context: str) -> bytes:
    """One of the two secrets of a bid; raises `DoesNotOpen`."""
    try:
        return SUITE.decrypt(
            sealed, X25519PrivateKey.from_private_bytes(private_key), info=f"{context}/{half}".encode()
        )
    except (InvalidTag, ValueError) as error:
        raise DoesNotOpen("half") from error


def open_with_halves(ciphertext: bytes, first: bytes, second: bytes, *, context: str) -> bytes:
    """The content, from both secrets; raises `DoesNotOpen`."""
    return _open(ciphertext, _content_key(first, second), context)


def open_own_copy(ciphertext: bytes, own_copy: str, code: str, *, context: str) -> bytes:
    """The content, for the bidder who kept the code of the receipt; raises `DoesNotOpen`."""
    return _open(ciphertext, unlock(own_copy, code), context)


def lock(secret: bytes, code: str) -> str:
    """Encrypt a key under a code: salt, nonce and ciphertext in base64."""
    salt, nonce = secrets.token_bytes(SALT_BYTES), _nonce()
    return _text(salt + nonce + AESGCM(_code_key(code, salt)).encrypt(nonce, secret, None))


def unlock(locked: str, code: str) -> bytes:
    """The key again; raises `DoesNotOpen`."""
    raw = base64.b64decode(locked)
    salt, nonce, sealed = raw[:SALT_BYTES], raw[SALT_BYTES : SALT_BYTES + NONCE_BYTES], raw[SALT_BYTES + NONCE_BYTES :]
    try:
        return AESGCM(_code_key(code, salt)).decrypt(nonce, sealed, None)
    except InvalidTag as error:
        raise DoesNotOpen("code") from error


def _open(ciphertext: bytes, key: bytes, context: str) -> bytes:
    try:
        return AESGCM(key).decrypt(ciphertext[:NONCE_BYTES], ciphertext[NONCE_BYTES:], context.encode())
    except InvalidTag as error:
        raise DoesNotOpen("content") from error


def _content_key(first: bytes, second: bytes) -> bytes:
    return HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=b"zhulin bid content").derive(first + second)


def _code_key(code: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=KEY_BYTES, n=WORK, r=8, p=1).derive(code.encode())


def _public(text: str) -> X25519PublicKey:
    return X25519PublicKey.from_public_bytes(base64.b64decode(text))


def _nonce() -> bytes:
    return secrets.token_bytes(NONCE_BYTES)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
