"""Check digits of Chinese identifiers and of cards: pure arithmetic on ASCII text, no words and no messages.

Callers normalise first (full-width digits, lower case x); anything that is not of the exact form is simply not ok.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

# GB 11643-1999: 17 weights, check character by remainder modulo 11.
GB11643_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
GB11643_CHECK: Final = "10X98765432"

# GB 32100-2015: 31 characters (no I O S V Z), weights 3^(i-1) modulo 31.
GB32100_CHARSET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
GB32100_WEIGHTS: Final = tuple(pow(3, i, 31) for i in range(17))
GB32100_FORM: Final = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")

# GB 11714-1997: eight weights, letters count A = 10 ... Z = 35.
GB11714_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)
GB11714_CHARSET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
GB11714_FORM: Final = re.compile(r"[0-9A-Z]{8}")

RESIDENT_18: Final = re.compile(r"[1-9][0-9]{5}(?:18|19|20)[0-9]{9}[0-9X]")
RESIDENT_15: Final = re.compile(r"[1-9][0-9]{14}")
ASCII_DIGITS: Final = re.compile(r"[0-9]+")


def real_date(digits: str) -> bool:
    """Whether eight digits YYYYMMDD name a day of the calendar."""
    if len(digits) != 8 or not ASCII_DIGITS.fullmatch(digits):
        return False
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


def gb11643_digit(digits17: str) -> str:
    """The 18th character over the first 17 digits of a resident identity number."""
    total = sum(weight * int(digit) for weight, digit in zip(GB11643_WEIGHTS, digits17, strict=True))
    return GB11643_CHECK[total % 11]


def gb11643_ok(text: str) -> bool:
    """Whether 18 characters (upper case X) hold a real birth date and the right check character."""
    if not RESIDENT_18.fullmatch(text) or not real_date(text[6:14]):
        return False
    return gb11643_digit(text[:17]) == text[17]


def gb11643_old_ok(text: str) -> bool:
    """Whether 15 digits of the old form hold a real birth date of the twentieth century; they carry no check digit."""
    return bool(RESIDENT_15.fullmatch(text)) and real_date("19" + text[6:12])


def luhn_sum(digits: str) -> int:
    """The Luhn sum, every second digit from the right doubled, the last digit counting as the check digit."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total


def luhn_ok(digits: str) -> bool:
    """Whether a row of ASCII digits ends in its Luhn digit."""
    return bool(ASCII_DIGITS.fullmatch(digits)) and luhn_sum(digits) % 10 == 0


def luhn_digit(digits: str) -> str:
    """The digit that makes `digits` + digit pass Luhn; `digits` are ASCII digits."""
    return str(-luhn_sum(digits + "0") % 10)


def gb11714_digit(text8: str) -> str:
    """The ninth character of an organisation code over its first eight (0-9, A-Z); ValueError for another form."""
    if not GB11714_FORM.fullmatch(text8):
        raise ValueError("an organisation code starts with eight characters of 0-9 and A-Z")
    total = sum(weight * GB11714_CHARSET.index(char) for weight, char in zip(GB11714_WEIGHTS, text8, strict=True))
    check = 11 - total % 11
    return {10: "X", 11: "0"}.get(check, str(check))


def gb32100_digit(text17: str) -> str:
    """The 18th character of a unified social credit code over the first 17; ValueError outside the character set."""
    total = sum(weight * GB32100_CHARSET.index(char) for weight, char in zip(GB32100_WEIGHTS, text17, strict=True))
    return GB32100_CHARSET[-total % 31]


def gb32100_ok(text: str) -> bool:
    """Whether 18 upper case characters pass both checks: GB 32100 over 17 and GB 11714 inside positions 9 to 17."""
    if not GB32100_FORM.fullmatch(text) or gb11714_digit(text[8:16]) != text[16]:
        return False
    return gb32100_digit(text[:17]) == text[17]
