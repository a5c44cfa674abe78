"""What no estimate accepts. Each check raises `EstimateRefused` with the field; passing changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from donations.tax.amounts import is_whole_fen
from donations.tax.facts import Enterprise, EnterpriseYear, Income, Individual
from donations.tax.refusals import EstimateRefused
from donations.tax.rules import EnterpriseRules, IndividualRules


def check_individual(individual: Individual, rules: IndividualRules) -> None:
    """Order, then income, then donations: the first thing wrong is named."""
    check_order(individual.order)
    check_income(individual, rules)
    for position, donation in enumerate(individual.donations):
        where = f"donations[{position}]"
        if donation.given_on.year != individual.year:
            raise EstimateRefused(f"{where}.date", f"{donation.given_on} is outside the year {individual.year}")
        check_gift(f"{where}.amount", donation.amount)


def check_order(order: Sequence[Income]) -> None:
    for position, income in enumerate(order):
        if income in order[:position]:
            raise EstimateRefused(f"order[{position}]", f"{income.value} is named twice")


def check_income(individual: Individual, rules: IndividualRules) -> None:
    if individual.comprehensive is not None:
        check_amount("income.comprehensive", individual.comprehensive)
    if individual.business is not None:
        check_amount("income.business.taxable", individual.business.taxable)
    for position, payment in enumerate(individual.category):
        where = f"income.category[{position}]"
        if not 1 <= payment.month <= 12:
            raise EstimateRefused(f"{where}.month", f"{payment.month} is no month from 1 to 12")
        if rules.kind(payment.kind) is None:
            known = ", ".join(kind.code for kind in rules.kinds)
            raise EstimateRefused(f"{where}.kind", f"{payment.kind} is no kind of category income; known: {known}")
        check_amount(f"{where}.taxable", payment.taxable)


def check_enterprise(enterprise: Enterprise, rules: EnterpriseRules) -> None:
    if not enterprise.years:
        raise EstimateRefused("years", "at least one year is needed")
    for position, year in enumerate(enterprise.years):
        check_enterprise_year(f"years[{position}]", year, rules)
    for position, (before, after) in enumerate(pairwise(enterprise.years), start=1):
        if after.year != before.year + 1:
            reason = f"years ascend without a gap: {before.year + 1} is expected after {before.year}, not {after.year}"
            raise EstimateRefused(f"years[{position}].year", reason)


def check_enterprise_year(where: str, year: EnterpriseYear, rules: EnterpriseRules) -> None:
    if not 1 <= year.year <= 9999 or not rules.limit_origin.holds_through(year.year):
        since = rules.limit_origin.valid_from.year
        raise EstimateRefused(f"{where}.year", f"no rule for {year.year}; the limit holds since {since}")
    check_amount(f"{where}.profit", year.profit)
    check_gift(f"{where}.limited", year.limited)
    check_gift(f"{where}.targeted", year.targeted)


def check_amount(field: str, yuan: Decimal) -> None:
    if not is_whole_fen(yuan):
        raise EstimateRefused(field, "an amount has at most two decimals and thirteen digits before them")


def check_gift(field: str, yuan: Decimal) -> None:
    """A gift or another sum that cannot be below zero."""
    check_amount(field, yuan)
    if yuan < 0:
        raise EstimateRefused(field, "the amount is negative")
