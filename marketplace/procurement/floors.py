"""The floors of the law for a tender, read from the rule data for the day they apply to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from marketplace.common import clock
from marketplace.common.rule_data import rule
from marketplace.procurement.models import Method
from marketplace.procurement.scoring import Category, Terms

PRICE_WEIGHT: Final = {
    Category.SERVICES: "tender.price_weight_services",
    Category.GOODS: "tender.price_weight_goods",
}
LEAST_BIDS: Final = {
    Method.OPEN: "tender.minimum_compliant_bids",
    Method.INVITED: "tender.minimum_compliant_bids",
    Method.CONSULTATION: "tender.minimum_compliant_responses",
}


def terms_under(
    category: Category, method: Method, *, price_weight: Decimal, weights: Mapping[str, Decimal], on: date | None = None
) -> Terms:
    """The terms of a tender with the floors of that day (default today)."""
    day = on or clock.today()
    return Terms(
        price_weight=price_weight,
        weights=weights,
        least_price_weight=Decimal(rule(PRICE_WEIGHT[category], on=day).value),
        least_bids=int(rule(LEAST_BIDS[method], on=day).value),
    )
