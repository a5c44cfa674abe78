"""The fields of a record of `estimate_tax`: the project's own, with amounts as tax writes them."""

from __future__ import annotations

from decimal import Decimal

from donations.tax.amounts import read_yuan
from donations.tax.refusals import EstimateRefused
from marketplace.common import json_fields


class Fields(json_fields.Fields):
    """Refuses with `EstimateRefused`."""

    refusal = EstimateRefused

    def yuan(self, key: str) -> Decimal:
        value = self._value[key]
        amount = read_yuan(value) if isinstance(value, str) else None
        if amount is None:
            raise EstimateRefused(self.at(key), 'yuan as a text with at most two decimals is expected: "1200.50"')
        return amount
