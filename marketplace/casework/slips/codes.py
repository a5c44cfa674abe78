"""The code of a slip: 130 random bits in letters and digits that nobody confuses; only an HMAC of it is kept."""

from __future__ import annotations

import secrets
from typing import Final

from django.conf import settings

from marketplace.common.references import blind_index

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: neither I, L nor O, which read as 1, 1 and 0."""
LENGTH: Final = 26
GROUP: Final = 4
MISREAD: Final = str.maketrans({"I": "1", "L": "1", "O": "0", "-": None, " ": None, "\u3000": None, "－": None})


def new_code() -> str:
    """26 characters of five random bits each."""
    return "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))


def grouped(code: str) -> str:
    """As it is printed and read aloud: `7K3M-…`."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def normalised(typed: str) -> str:
    """However it was typed: small letters, hyphens, spaces and misread characters do not matter."""
    return typed.strip().upper().translate(MISREAD)


def index_of(code: str) -> str:
    """What is stored instead of the code."""
    return blind_index(f"slip:{normalised(code)}", settings.BLIND_INDEX_KEY)
