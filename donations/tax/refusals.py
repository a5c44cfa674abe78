"""Why an estimate is refused: always with the field, a stable code and a sentence."""

from __future__ import annotations

from marketplace.common.verdict import DomainError


class EstimateRefused(DomainError):
    """The input cannot be estimated; `field` is its path in the input (`donations[0].amount`), counted from 0."""

    code = "ESTIMATE_INPUT"

    def __init__(self, field: str, reason: str, *, code: str | None = None) -> None:
        super().__init__(reason, code=code)
        self.field = field
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.field}: {self.reason}"


class NoRules(EstimateRefused):
    """No reviewed rule file covers this jurisdiction and year."""

    code = "NO_TAX_RULES"


class FairValueNotProved(EstimateRefused):
    """A gift in kind without proof of its market price: no receipt may be issued (domain vector I13)."""

    code = "FAIR_VALUE_NOT_PROVED"
