"""Yuan as exact decimals: read from text, rounded half up to the fen, written with two decimals."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

ZERO = Decimal("0.00")
FEN = Decimal("0.01")
_WRITTEN_YUAN = re.compile(r"-?[0-9]{1,13}(\.[0-9]{1,2})?")
_LARGEST = Decimal(10) ** 13


def round_to_fen(yuan: Decimal) -> Decimal:
    """Half up (away from zero), the way caps and final taxes are rounded."""
    return yuan.quantize(FEN, rounding=ROUND_HALF_UP)


def read_yuan(text: str) -> Decimal | None:
    """The amount a file writes, such as "-1200.5"; None for anything else (three decimals, exponents, spaces)."""
    return Decimal(text) if _WRITTEN_YUAN.fullmatch(text) else None


def write_yuan(yuan: Decimal) -> str:
    """Two decimals, no grouping, never a negative zero."""
    return f"{round_to_fen(yuan) + ZERO:.2f}"


def is_whole_fen(yuan: Decimal) -> bool:
    """Finite, of a size money can have, and without a fraction of a fen."""
    return yuan.is_finite() and abs(yuan) < _LARGEST and yuan == round_to_fen(yuan)


def fen(yuan: Decimal) -> int:
    """The ledger's unit."""
    return int(round_to_fen(yuan) * 100)


def yuan(fen: int) -> Decimal:
    """From the ledger's unit."""
    return Decimal(fen) * FEN


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The sum, 0.00 of nothing."""
    return sum(amounts, ZERO)
