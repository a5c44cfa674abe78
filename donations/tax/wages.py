"""From gross income to taxable comprehensive income, and what an employer may deduct during the year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from donations.tax.amounts import ZERO, round_to_fen, total
from donations.tax.checks import check_gift
from donations.tax.rules import Rules


@dataclass(frozen=True, slots=True)
class GrossIncome:
    """A year's gross comprehensive income and what reduces it besides the basic deduction, in yuan, none below zero."""

    wages: Decimal = ZERO
    labour: Decimal = ZERO
    royalty: Decimal = ZERO
    authorship: Decimal = ZERO
    social_insurance: Decimal = ZERO
    additional_deductions: Decimal = ZERO
    other_deductions: Decimal = ZERO


def taxable_comprehensive(gross: GrossIncome, rules: Rules) -> Decimal:
    """Annual taxable income before donations, rounded to the fen; may be below zero (IIT Law Art. 6; vector I1)."""
    for field in GrossIncome.__slots__:
        check_gift(field, getattr(gross, field))
    counted = total(getattr(gross, kind) * share for kind, share in rules.individual.counted.items())
    reduced = gross.social_insurance + gross.additional_deductions + gross.other_deductions
    return round_to_fen(counted - rules.individual.basic_yearly - reduced)


@dataclass(frozen=True, slots=True)
class AtWithholding:
    """`cap` = limited share of the cumulative taxable income; `left` waits for the annual settlement."""

    taxable: Decimal
    cap: Decimal
    deducted: Decimal
    left: Decimal


def deduct_at_withholding(
    *, wages: Sequence[Decimal], gift: Decimal, rules: Rules, deductions: Decimal = ZERO
) -> AtWithholding:
    """What the employer may deduct in the month of the gift (announcement 2019 No. 99, item 4; vector I9).

    `wages` are the months from January to that month, `deductions` what else reduces them so far. The rest is left to
    the annual settlement, never assumed for the next month [DESIGN].
    """
    for position, wage in enumerate(wages):
        check_gift(f"wages[{position}]", wage)
    check_gift("deductions", deductions)
    check_gift("gift", gift)
    taxable = max(ZERO, total(wages) - len(wages) * rules.individual.basic_monthly - deductions)
    cap = round_to_fen(taxable * rules.individual.limit_rate)
    deducted = min(cap, gift)
    return AtWithholding(taxable, cap, deducted, gift - deducted)
