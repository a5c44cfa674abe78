"""What a gift counts with: cash its amount, equity and buildings their cost to the donor, goods a proved price."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from donations.tax.checks import check_gift
from donations.tax.refusals import EstimateRefused, FairValueNotProved
from donations.tax.rules import Rules, newest_rules


@dataclass(frozen=True, slots=True)
class GiftToValue:
    """`kind`: cash, equity, real_estate, goods; `payer`: individual, enterprise; figures not known are None."""

    kind: str
    given_on: date
    amount: Decimal | None = None
    original_cost: Decimal | None = None
    market_price: Decimal | None = None
    price_proved: bool = False
    payer: str = "individual"


def value_gift(gift: GiftToValue, rules: Rules | None = None) -> Decimal:
    """The donation amount in yuan (announcement 2019 No. 99, item 2; vectors I11 to I13).

    Raises `FairValueNotProved` for goods without proof of their price: then no receipt may be issued; raises
    `EstimateRefused` for an unknown payer or kind, a day without a rule, or a missing figure.
    """
    basis = _basis(gift, rules or newest_rules("CN"))
    if basis == "proved_market_price" and not gift.price_proved:
        raise FairValueNotProved("market_price", "without proof of the market price no receipt may be issued")
    field = {"amount": "amount", "original_cost": "original_cost", "proved_market_price": "market_price"}[basis]
    value: Decimal | None = getattr(gift, field)
    if value is None:
        raise EstimateRefused(field, f"a gift of {gift.kind} is valued by this figure, and it is missing")
    check_gift(field, value)
    return value


def _basis(gift: GiftToValue, rules: Rules) -> str:
    """The rule row's basis for this payer, kind and day."""
    rows = [row for row in rules.valuations if row.payer == gift.payer]
    if not rows:
        raise EstimateRefused("payer", f"{gift.payer} is neither individual nor enterprise")
    held = [row for row in rows if row.origin.holds_on(gift.given_on)]
    if not held:
        raise EstimateRefused("given_on", f"no valuation rule holds on {gift.given_on}")
    if gift.kind not in held[-1].basis:
        raise EstimateRefused("kind", f"{gift.kind} is none of {', '.join(held[-1].basis)}")
    return held[-1].basis[gift.kind]
