"""The tables of a rule file. Rates are fractions, amounts yuan, and every table knows its origin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from donations.tax.amounts import ZERO, round_to_fen


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a rule comes from, how well that is known, and the days it holds (`valid_to` None = open)."""

    source: str
    evidence: str
    valid_from: date
    valid_to: date | None

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def holds_through(self, year: int) -> bool:
        """On every day of the calendar year."""
        return self.holds_on(date(year, 1, 1)) and self.holds_on(date(year, 12, 31))


@dataclass(frozen=True, slots=True)
class Bracket:
    """Taxable income above `over` (exclusive) is taxed at `rate`; `quick` corrects for the brackets below."""

    over: Decimal
    rate: Decimal
    quick: Decimal


@dataclass(frozen=True, slots=True)
class Schedule:
    """Brackets in rising order, the first one over 0."""

    brackets: tuple[Bracket, ...]
    origin: Origin

    def tax_on(self, taxable: Decimal) -> Decimal:
        """The tax in yuan, rounded half up to the fen; nothing on nothing."""
        reached = [bracket for bracket in self.brackets if bracket.over < taxable]
        if not reached:
            return ZERO
        return round_to_fen(taxable * reached[-1].rate - reached[-1].quick)


@dataclass(frozen=True, slots=True)
class CategoryKind:
    """One statutory kind of category income, and the other names callers use for it."""

    code: str
    zh: str
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndividualRules:
    """What a natural person's estimate needs."""

    limit_rate: Decimal
    limit_origin: Origin
    comprehensive: Schedule
    business: Schedule
    category: Schedule
    kinds: tuple[CategoryKind, ...]
    basic_yearly: Decimal
    basic_monthly: Decimal
    counted: Mapping[str, Decimal]
    receipt_days: int
    agent_report_days: int
    correction_days: int
    keep_years: int

    def kind(self, name: str) -> CategoryKind | None:
        """The kind of category income with this code or other name."""
        return next((kind for kind in self.kinds if name == kind.code or name in kind.also), None)


@dataclass(frozen=True, slots=True)
class EnterpriseRules:
    """What a company's estimate needs; gifts of `targeted_origin`'s days are deducted outside the limit."""

    limit_rate: Decimal
    carry_years: int
    limit_origin: Origin
    targeted_origin: Origin


@dataclass(frozen=True, slots=True)
class Valuation:
    """For one payer: which figure a kind of gift counts with (amount, original_cost, proved_market_price)."""

    payer: str
    basis: Mapping[str, str]
    origin: Origin


@dataclass(frozen=True, slots=True)
class FullDeduction:
    """A recipient class deductible without the limit; off until a tax clerk has confirmed the row."""

    code: str
    recipient: str
    enabled: bool
    origin: Origin


@dataclass(frozen=True, slots=True)
class Rules:
    """One rule file; `version` is what estimates and certificates cite."""

    jurisdiction: str
    year: int
    version: str
    currency: str
    individual: IndividualRules
    enterprise: EnterpriseRules
    valuations: tuple[Valuation, ...]
    full_deductions: tuple[FullDeduction, ...]

    def full_deductions_on(self, day: date) -> tuple[FullDeduction, ...]:
        """The confirmed rows that hold on that day."""
        return tuple(row for row in self.full_deductions if row.enabled and row.origin.holds_on(day))
