"""Public references that say nothing, and keyed digests that let duplicates be found without the value."""

from __future__ import annotations

import hashlib
import hmac
import secrets


def new_reference() -> str:
    """128 random bits, URL-safe."""
    return secrets.token_urlsafe(16)


def new_secret() -> str:
    """160 random bits, for links and codes that open something."""
    return secrets.token_urlsafe(20)


def blind_index(text: str, key: str) -> str:
    """HMAC-SHA256 in hex: equal for equal text, useless without the key."""
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()
