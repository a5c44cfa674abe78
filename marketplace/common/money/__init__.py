"""Money is a whole number of fen: reading, showing and writing it out in Chinese capital numerals."""

from marketplace.common.money.amounts import AmountUnclear, display_amount, format_yuan, parse_amount
from marketplace.common.money.currencies import (
    AmountNotSendable,
    CurrencyUnknown,
    from_provider_amount,
    minor_units,
    to_provider_amount,
)
from marketplace.common.money.words import AmountTooLarge, WordsUnclear, amount_in_words, read_amount_words

__all__ = [
    "AmountNotSendable",
    "AmountTooLarge",
    "AmountUnclear",
    "CurrencyUnknown",
    "WordsUnclear",
    "amount_in_words",
    "display_amount",
    "format_yuan",
    "from_provider_amount",
    "minor_units",
    "parse_amount",
    "read_amount_words",
    "to_provider_amount",
]
