"""The questions the website asks: one planned gift of a person, or of a company; answered and not stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from donations.tax.amounts import ZERO
from donations.tax.enterprise import estimate_enterprise
from donations.tax.estimates import EnterpriseEstimate, IndividualEstimate
from donations.tax.facts import (
    BusinessIncome,
    CategoryIncome,
    Donation,
    Enterprise,
    EnterpriseYear,
    Individual,
    Treatment,
)
from donations.tax.individual import estimate_individual
from donations.tax.refusals import EstimateRefused


def estimate_person_gift(
    *,
    amount: Decimal,
    given_on: date,
    comprehensive: Decimal | None = None,
    business: Decimal | None = None,
    business_assessed: bool = False,
    category_of_month: Decimal | None = None,
    category_kind: str = "incidental",
    treatment: Treatment = Treatment.LIMITED,
    eligible: bool = True,
) -> IndividualEstimate:
    """One gift against taxable income before donations, all yuan; `category_of_month` is of the gift's month.

    The buckets are used in the order that saves most. Raises `EstimateRefused` or `NoRules` (year of the gift).
    """
    category = () if category_of_month is None else (CategoryIncome(given_on.month, category_kind, category_of_month),)
    has_business = business is not None or business_assessed
    asked = Individual(
        year=given_on.year,
        donations=(Donation(given_on, amount, treatment, eligible),),
        comprehensive=comprehensive,
        business=BusinessIncome(business or ZERO, business_assessed) if has_business else None,
        category=category,
    )
    return estimate_individual(replace(asked, order=estimate_individual(asked).best_order))


def estimate_company_gift(
    *, year: int, profit: Decimal, gift: Decimal, carried: Mapping[int, Decimal] | None = None
) -> EnterpriseEstimate:
    """One gift in a year of `profit`; `carried` maps an earlier year to what of its gifts is still to be deducted.

    The last row of the estimate is the year asked about; the rows before it only bring the carried gifts along, as
    years without profit. Raises `EstimateRefused`, also when `carried` names the year itself or a later one.
    """
    earlier = carried or {}
    for given in earlier:
        if given >= year:
            raise EstimateRefused("carried", f"a gift of {given} cannot be carried into {year}")
    first = min(earlier, default=year)
    brought = tuple(EnterpriseYear(past, ZERO, earlier.get(past, ZERO)) for past in range(first, year))
    return estimate_enterprise(Enterprise((*brought, EnterpriseYear(year, profit, gift))))
