"""One dated row of rule data, and what its value may look like for each unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, cast

from marketplace.common.verdict import DomainError

Amount = int | Decimal | Fraction


class RuleMissing(DomainError):
    """Nobody may guess a rule: no such name, no row for that day, or no such code in its list."""

    code = "RULE_MISSING"


@dataclass(frozen=True, slots=True)
class Code:
    """An entry of a code list with its two names."""

    code: str
    zh: str
    en: str

    def label(self, language: str) -> str:
        """The Chinese name for any Chinese language tag, else the English one."""
        return self.zh if language.lower().startswith("zh") else self.en


@dataclass(frozen=True, slots=True)
class Band:
    """One step of a scale; at most one bound, and none means everything that is left."""

    code: str
    at_least: int | None = None
    below: int | None = None
    up_to: int | None = None

    def holds(self, amount: Amount) -> bool:
        """Whether the amount lies on this step's side of its bound."""
        if self.at_least is not None:
            return amount >= self.at_least
        if self.below is not None:
            return amount < self.below
        return self.up_to is None or amount <= self.up_to


@dataclass(frozen=True, slots=True)
class Rule:
    """`value`: int for counts, days, fen; Decimal for `share`; str for `code`; a tuple for `codes`, `bands`, `list`."""

    name: str
    value: Any
    unit: str
    source: str
    valid_from: date
    valid_to: date | None = None

    def is_valid(self, on: date) -> bool:
        """Both ends are included."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def band(self, amount: Amount) -> str:
        """The code of the first band that holds the amount (unit `bands`)."""
        for band in self.value:
            if band.holds(amount):
                return str(band.code)
        raise RuleMissing(f"no band of {self.name} holds {amount}")

    def codes(self) -> tuple[str, ...]:
        """The codes of a list or of a scale, in their order (units `codes` and `bands`)."""
        return tuple(entry.code for entry in self.value)

    def entry(self, code: str) -> Code:
        """The entry of a code list (unit `codes`)."""
        for entry in self.value:
            if entry.code == code:
                return cast(Code, entry)
        raise RuleMissing(f"{self.name} has no code {code}")

    def code_named(self, text: str) -> str:
        """The code whose code, Chinese or English name is exactly `text` (unit `codes`)."""
        for entry in self.value:
            if text in (entry.code, entry.zh, entry.en):
                return str(entry.code)
        raise RuleMissing(f"{self.name} has nothing called {text}")
