"""The floors of the law for a tender, read from the rule data for the day they apply to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from marketplace.common import clock
from marketplace.common.rule_data import rule
from marketplace.procurement.models import Method, Tender
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
OPEN_DAYS: Final = {
    Method.OPEN: "tender.open_days",
    Method.INVITED: "tender.open_days",
    Method.CONSULTATION: "tender.consultation_days",
}


CLARIFICATION_DAYS: Final = {
    Method.OPEN: "tender.clarification_days",
    Method.INVITED: "tender.clarification_days",
    Method.CONSULTATION: "tender.consultation_clarification_days",
}


def open_days(tender: Tender) -> int:
    """Days from the issue of the documents to the deadline, at least."""
    return int(rule(OPEN_DAYS[Method(tender.method)], on=tender.issued_on).value)


def least_bids(tender: Tender) -> int:
    """Fewer compliant bids end the tender."""
    return int(rule(LEAST_BIDS[Method(tender.method)], on=tender.issued_on).value)


def terms_of(tender: Tender) -> Terms:
    """How the bids of this tender are judged."""
    return terms_under(
        Category.SERVICES,
        Method(tender.method),
        price_weight=Decimal(tender.price_weight),
        weights={criterion["id"]: Decimal(criterion["weight"]) for criterion in tender.criteria},
        on=tender.issued_on,
    )


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
