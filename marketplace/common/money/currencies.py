"""Which currency has how many decimals, at home and at the payment provider: a table, never an if."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from django.utils.translation import gettext_lazy as _

from marketplace.common.verdict import DomainError

CURRENCY_FILE: Final = Path(__file__).parent.parent / "data" / "money" / "currencies.toml"


class CurrencyUnknown(DomainError):
    """A currency outside the table is never guessed to have two decimals."""

    code = "CURRENCY_UNKNOWN"


class AmountNotSendable(DomainError):
    """The provider cannot carry this amount exactly, and nothing is rounded on the way."""

    code = "AMOUNT_NOT_SENDABLE"


@dataclass(frozen=True, slots=True)
class Currency:
    """Minor units in one unit by ISO 4217 and at the provider, and the smallest step the provider takes."""

    exponent: int
    per_unit: int
    provider_per_unit: int
    provider_step: int


@cache
def _currencies() -> dict[str, Currency]:
    groups = tomllib.loads(CURRENCY_FILE.read_text(encoding="utf-8"))["group"]
    return {
        code: _row(group["exponent"], group["provider_exponent"], group["provider_step"])
        for group in groups
        for code in group["currencies"]
    }


def _row(exponent: int, provider_exponent: int, step: int) -> Currency:
    return Currency(exponent, int(10**exponent), int(10**provider_exponent), step)


def _currency(code: str) -> Currency:
    try:
        return _currencies()[code.upper()]
    except KeyError as error:
        raise CurrencyUnknown(_("This currency is not accepted here.")) from error


def known_currencies() -> list[str]:
    """ISO 4217 codes in the table, sorted."""
    return sorted(_currencies())


def minor_units(currency: str) -> int:
    """Decimals of the currency by ISO 4217: CNY 2, JPY 0; raises `CurrencyUnknown`."""
    return _currency(currency).exponent


def to_provider_amount(minor: int, currency: str) -> int:
    """The provider's whole number for an amount in ISO minor units; raises `AmountNotSendable` rather than round."""
    entry = _currency(currency)
    amount, lost = divmod(minor * entry.provider_per_unit, entry.per_unit)
    if lost or amount % entry.provider_step:
        raise AmountNotSendable(_("The payment provider cannot carry this amount exactly. Choose a rounder amount."))
    return amount


def from_provider_amount(amount: int, currency: str) -> int:
    """ISO minor units for the provider's whole number; raises `AmountNotSendable` rather than round."""
    entry = _currency(currency)
    minor, lost = divmod(amount * entry.per_unit, entry.provider_per_unit)
    if lost:
        raise AmountNotSendable(_("The payment provider reported an amount smaller than the currency's smallest unit."))
    return minor
