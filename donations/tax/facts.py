"""What an estimate is asked about: frozen facts in yuan, taxable amounts before any donation; never stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from donations.tax.amounts import ZERO


class Treatment(StrEnum):
    """How far a gift may be deducted; its value is the contract's `rule`."""

    LIMITED = "limited"
    FULL = "full"


class Income(StrEnum):
    """The three sources a donation may be deducted from, in the order used when the taxpayer names none."""

    CATEGORY = "category"
    COMPREHENSIVE = "comprehensive"
    BUSINESS = "business"


DEFAULT_ORDER: tuple[Income, ...] = tuple(Income)


@dataclass(frozen=True, slots=True)
class Donation:
    """One gift by its deductible value; `eligible`: the recipient is on the list of the donation's year."""

    given_on: date
    amount: Decimal
    treatment: Treatment = Treatment.LIMITED
    eligible: bool = True


@dataclass(frozen=True, slots=True)
class BusinessIncome:
    """Business income of the year; `assessed` means collected at a fixed assessment (核定征收): nothing deductible."""

    taxable: Decimal
    assessed: bool = False


@dataclass(frozen=True, slots=True)
class CategoryIncome:
    """One payment of category income (分类所得) in a month 1 to 12; `kind` is a code of the rule file."""

    month: int
    kind: str
    taxable: Decimal


@dataclass(frozen=True, slots=True)
class Individual:
    """A taxpayer's year. Income left None makes no bucket; `order` names the income to use, the rest takes nothing."""

    year: int
    donations: tuple[Donation, ...]
    comprehensive: Decimal | None = None
    business: BusinessIncome | None = None
    category: tuple[CategoryIncome, ...] = ()
    order: tuple[Income, ...] = DEFAULT_ORDER


@dataclass(frozen=True, slots=True)
class EnterpriseYear:
    """A company's year: accounting profit (a loss is negative), gifts under the limit, targeted anti-poverty gifts."""

    year: int
    profit: Decimal
    limited: Decimal = ZERO
    targeted: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Enterprise:
    """A company's years, ascending without a gap."""

    years: tuple[EnterpriseYear, ...]
