"""Amounts as decimal strings in yuan, exact in both directions, and as people read them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from babel.numbers import format_decimal
from django.utils.translation import gettext_lazy as _

from marketplace.common.verdict import DomainError

FEN_PER_YUAN: Final = 100
WELL_FORMED: Final = re.compile(r"(-?)(0|[1-9][0-9]{0,12})(?:\.([0-9]{1,2}))?")
TOO_MANY_DECIMALS: Final = re.compile(r"-?[0-9]+\.[0-9]{3,}")
SEPARATED: Final = re.compile(r"-?[0-9]{1,3}([,，][0-9]{3})+(\.[0-9]+)?")


class AmountUnclear(DomainError):
    """The text is not an amount in yuan with at most two decimals."""

    code = "AMOUNT_UNCLEAR"


def parse_amount(text: str) -> int:
    """Fen from a decimal string in yuan such as "1234.50"; separators, exponents and a third decimal are refused.

    Up to 13 digits before the point, so that every amount and every sum of amounts fits a 64-bit column.
    """
    found = WELL_FORMED.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        raise _refusal(text)
    sign, yuan, decimals = found.groups()
    fen = int(yuan) * FEN_PER_YUAN + int((decimals or "").ljust(2, "0"))
    return -fen if sign else fen


def _refusal(text: object) -> AmountUnclear:
    if isinstance(text, str) and TOO_MANY_DECIMALS.fullmatch(text):
        return AmountUnclear(_("Give the amount in yuan with at most two decimals."), code="TOO_MANY_DECIMALS")
    if isinstance(text, str) and SEPARATED.fullmatch(text):
        return AmountUnclear(_("Write the amount without separators, for example 1234.50."), code="AMOUNT_SEPARATED")
    return AmountUnclear(_("This is not an amount. Write it in yuan with digits, for example 1234.50."))


def format_yuan(fen: int) -> str:
    """The decimal string with two decimals: 123450 -> "1234.50"; what files and interfaces carry."""
    yuan, rest = divmod(abs(fen), FEN_PER_YUAN)
    return f"{'-' if fen < 0 else ''}{yuan}.{rest:02d}"


def display_amount(fen: int, language: str) -> str:
    """For people: 1,234.50元 in Chinese, CNY 1,234.50 (with a no-break space) in any other language."""
    number = format_decimal(Decimal(fen).scaleb(-2), format="#,##0.00", locale="en")
    return f"{number}元" if language.lower().startswith("zh") else f"CNY\u00a0{number}"
