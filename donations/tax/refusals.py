"""Why an estimate is refused: always with the field, a stable code and a sentence."""

from __future__ import annotations

from marketplace.common.json_fields import FieldRefused


class EstimateRefused(FieldRefused):
    """The input cannot be estimated."""

    code = "ESTIMATE_INPUT"


class NoRules(EstimateRefused):
    """No reviewed rule file covers this jurisdiction and year."""

    code = "NO_TAX_RULES"


class FairValueNotProved(EstimateRefused):
    """A gift in kind without proof of its market price: no receipt may be issued (domain vector I13)."""

    code = "FAIR_VALUE_NOT_PROVED"
