"""Names that cannot be guessed: public references, secrets of slips and links, and blind indexes for duplicates."""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256
from typing import Final

REFERENCE_BYTES: Final = 16
SECRET_BYTES: Final = 20


def new_reference() -> str:
    """128 random bits as 22 characters of A-Z a-z 0-9 - _, the first one a letter or digit."""
    return _letter_first(secrets.token_urlsafe(REFERENCE_BYTES))


def new_secret() -> str:
    """160 random bits as 27 characters of A-Z a-z 0-9 - _, the first one a letter or digit."""
    return _letter_first(secrets.token_urlsafe(SECRET_BYTES))


def _letter_first(token: str) -> str:
    """The last character carries fewer than six bits and is never - or _: in front it keeps commands, tables safe."""
    return token[-1] + token[:-1]


def blind_index(text: str, key: str | bytes) -> str:
    """HMAC-SHA256 as 64 hex digits: equal texts are found without storing them (a bare hash could be searched)."""
    secret = key.encode() if isinstance(key, str) else key
    return hmac.new(secret, text.encode(), sha256).hexdigest()
