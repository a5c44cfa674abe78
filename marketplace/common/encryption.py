"""Columns that hold direct identifiers: AES-GCM with a key id, so that keys can be rotated row by row."""

from __future__ import annotations

import base64
import secrets
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

from marketplace.common.verdict import DomainError

if TYPE_CHECKING:
    TextBase = models.TextField[str, str]
else:
    TextBase = models.TextField

NONCE_BYTES = 12


class CannotDecrypt(DomainError):
    """The key id is unknown or the value was altered."""

    code = "CANNOT_DECRYPT"


def _cipher(key_id: str) -> AESGCM:
    try:
        return AESGCM(base64.b64decode(settings.FIELD_KEYS[key_id]))
    except KeyError as error:
        raise CannotDecrypt(f"unknown key id {key_id}") from error


def encrypt(text: str, *, place: str) -> str:
    """`keyid:base64(nonce + ciphertext)`; `place` (table.column) is bound in, so that a value cannot be moved."""
    key_id = settings.FIELD_KEY_ID
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = _cipher(key_id).encrypt(nonce, text.encode(), place.encode())
    return f"{key_id}:{base64.b64encode(nonce + sealed).decode()}"


def decrypt(stored: str, *, place: str) -> str:
    """The text again; raises `CannotDecrypt`."""
    key_id, _, body = stored.partition(":")
    raw = base64.b64decode(body)
    try:
        return _cipher(key_id).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], place.encode()).decode()
    except InvalidTag as error:
        raise CannotDecrypt(f"a value in {place} does not open with key {key_id}") from error


def key_id_of(stored: str) -> str:
    """The id of the key that sealed a stored value."""
    return stored.partition(":")[0]


class EncryptedText(TextBase):
    """Text that only the application can read; it cannot be filtered on (keep a blind index beside it)."""

    def get_prep_value(self, value: Any) -> Any:
        if value is None or value == "":
            return value
        return encrypt(str(value), place=self.place)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:  # noqa: ARG002
        return decrypt(value, place=self.place) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        """Only emptiness may be asked of the database."""
        return super().get_lookup(lookup_name) if lookup_name in {"isnull"} else None

    @property
    def place(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"
