"""A company's estimate over its years: 12 % of the accounting profit, the excess carried three years, oldest first."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from donations.tax.amounts import ZERO, round_to_fen, total
from donations.tax.checks import check_enterprise
from donations.tax.estimates import EnterpriseEstimate, EnterpriseYearEstimate, Portion
from donations.tax.facts import Enterprise, EnterpriseYear
from donations.tax.rules import EnterpriseRules, Rules, newest_rules


def estimate_enterprise(enterprise: Enterprise, rules: Rules | None = None) -> EnterpriseEstimate:
    """One row a year; gifts before the first year count as used up. Rules default to China's newest file.

    Earlier gifts are deducted before the year's own; a loss year has limit 0 and its clock keeps running. Targeted
    gifts are deducted in full, outside the limit, while their rule holds, and count as limited gifts after it.
    Raises `EstimateRefused`.
    """
    rules = rules or newest_rules("CN")
    check_enterprise(enterprise, rules.enterprise)
    waiting: dict[int, Decimal] = {}
    rows = tuple(_close_year(year, waiting, rules.enterprise) for year in enterprise.years)
    return EnterpriseEstimate(rows, rules.version)


def _close_year(year: EnterpriseYear, waiting: dict[int, Decimal], rules: EnterpriseRules) -> EnterpriseYearEstimate:
    """Use what the limit allows from `waiting` (year given -> yuan left, oldest first), which it changes."""
    limit = round_to_fen(max(ZERO, year.profit) * rules.limit_rate)
    outside = year.targeted if _targeted_holds(year.year, rules) else ZERO
    waiting[year.year] = year.limited + year.targeted - outside
    used = _use_oldest_first(waiting, limit)
    expired = _portions({given: left for given, left in waiting.items() if given + rules.carry_years <= year.year})
    for portion in expired:
        del waiting[portion.given_in]
    deducted = total(portion.amount for portion in used) + outside
    return EnterpriseYearEstimate(year.year, limit, used, deducted, _portions(waiting), expired)


def _targeted_holds(year: int, rules: EnterpriseRules) -> bool:
    return rules.targeted_origin.holds_on(date(year, 12, 31))


def _use_oldest_first(waiting: dict[int, Decimal], limit: Decimal) -> tuple[Portion, ...]:
    taken: dict[int, Decimal] = {}
    for given in sorted(waiting):
        taken[given] = min(waiting[given], limit)
        waiting[given] -= taken[given]
        limit -= taken[given]
    return _portions(taken)


def _portions(by_year: dict[int, Decimal]) -> tuple[Portion, ...]:
    """Oldest first, rows of zero left out."""
    return tuple(Portion(given, amount) for given, amount in sorted(by_year.items()) if amount > 0)
