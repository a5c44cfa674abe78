"""Bank transfers: the code a donor writes into the remark, and how it is found again in what banks make of remarks."""

from __future__ import annotations

import re
import secrets
import unicodedata
from typing import Final

from marketplace.common.checksums import luhn_digit, luhn_ok

PREFIX: Final = "ZL"
RANDOM_DIGITS: Final = 9
CODE: Final = re.compile(r"Z\s?L[\s\-_:]?((?:[0-9][\s\-]?){10})(?![0-9])")
"""Banks cut, space and re-case remarks; a digit more or less is another number."""


def new_transfer_code() -> str:
    """`ZL` and ten digits, the last one a Luhn digit: a slip of one digit or a swap of two is noticed."""
    digits = "".join(secrets.choice("0123456789") for _ in range(RANDOM_DIGITS))
    return f"{PREFIX}{digits}{luhn_digit(digits)}"


def shown(code: str) -> str:
    """As it is printed: ZL 12345 67890."""
    return f"{code[:2]} {code[2:7]} {code[7:]}"


def codes_in(remark: str) -> list[str]:
    """The well-formed codes of a remark, each once, in order; what fails its check digit is none."""
    text = unicodedata.normalize("NFKC", remark).upper()
    found = (re.sub(r"[\s\-]", "", digits) for digits in CODE.findall(text))
    return list(dict.fromkeys(f"{PREFIX}{digits}" for digits in found if luhn_ok(digits)))
