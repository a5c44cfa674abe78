"""Short ways to say a taxpayer's year in tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from donations.tax import (
    DEFAULT_ORDER,
    BusinessIncome,
    CategoryIncome,
    Donation,
    Enterprise,
    EnterpriseYear,
    Income,
    Individual,
    Treatment,
)
from donations.tax.estimates import Portion

D = Decimal


def gift(amount: str, month: int = 3, day: int = 5, *, full: bool = False, eligible: bool = True) -> Donation:
    treatment = Treatment.FULL if full else Treatment.LIMITED
    return Donation(date(2026, month, day), D(amount), treatment, eligible)


def person(
    *gifts: Donation,
    comprehensive: str | None = None,
    business: str | None = None,
    assessed: bool = False,
    prizes: dict[int, str] | None = None,
    order: str | None = None,
) -> Individual:
    """`prizes`: month -> taxable incidental income; `order`: names separated by spaces."""
    return Individual(
        year=2026,
        donations=gifts,
        comprehensive=None if comprehensive is None else D(comprehensive),
        business=None if business is None else BusinessIncome(D(business), assessed),
        category=tuple(CategoryIncome(month, "incidental", D(taxable)) for month, taxable in (prizes or {}).items()),
        order=DEFAULT_ORDER if order is None else tuple(Income(name) for name in order.split()),
    )


def company(*years: tuple[int, str, str] | tuple[int, str, str, str]) -> Enterprise:
    """(year, profit, limited[, targeted])."""
    return Enterprise(tuple(EnterpriseYear(year, *map(D, amounts)) for year, *amounts in years))


def portions(**by_year: str) -> tuple[Portion, ...]:
    """portions(y2022="120000")."""
    return tuple(Portion(int(year[1:]), D(amount)) for year, amount in by_year.items())


def person_record(**changes: Any) -> dict[str, Any]:
    """The contract's own example, with keys replaced."""
    return {
        "id": "p1",
        "payer": "individual",
        "year": 2026,
        "income": {
            "comprehensive": "176000.00",
            "business": {"taxable": "100000.00", "assessed": False},
            "category": [{"month": 3, "kind": "incidental", "taxable": "10000.00"}],
        },
        "donations": [{"date": "2026-03-05", "amount": "20000.00", "rule": "limited", "eligible": True}],
        "order": ["category", "comprehensive", "business"],
    } | changes


def company_record(*years: dict[str, Any], **changes: Any) -> dict[str, Any]:
    rows = list(years) or [{"year": 2022, "profit": "1000000.00", "limited": "200000.00", "targeted": "0.00"}]
    return {"id": "c1", "payer": "enterprise", "years": rows} | changes
