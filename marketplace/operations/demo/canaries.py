"""Planted strings: every confidential field of the demonstration holds one, and none may ever leave casework."""

from __future__ import annotations

import secrets

WORD = "金丝雀"
"""Part of every name, address and story of a demonstration household."""
ADDRESS_CODE = "330200"
"""The city's own code: no resident number was ever issued under it, so no real person can be meant."""
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"


def name(number: int) -> str:
    """A person that nobody is called: a surname and the canary."""
    return SURNAMES[number % len(SURNAMES)] + WORD + "甲乙丙丁戊己庚辛壬癸"[number // len(SURNAMES) % 10]


def address(number: int) -> str:
    """A road that is on no map."""
    return f"{WORD}路{number % 900 + 1}号{number % 30 + 1}幢"


def story(number: int) -> str:
    """What the household told: full of what must never be published."""
    return f"{WORD}暗号{number:05d}，家住{address(number)}，联系电话{phone(number)}，户主叫{name(number)}。"


def phone(number: int) -> str:
    """Shaped like a mobile number."""
    return f"199{number:08d}"


def password() -> str:
    """For a printed login: random at every build, so that no default password exists."""
    return secrets.token_urlsafe(12)
