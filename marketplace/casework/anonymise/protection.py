"""Whom the law protects more than others, and how wide their values must be: rule data, valid on the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from marketplace.common.rule_data import rule


@dataclass(frozen=True, slots=True)
class Protection:
    """Ages in completed years, and the narrowest place that may be shown."""

    child_under: int
    minor_under: int
    elder_from: int
    child_place: int
    status_place: int
    status_aid_types: frozenset[str]


@cache
def protection_on(day: date) -> Protection:
    """What the rule data says of that day; raises `RuleMissing` for a day without a rule."""

    def number(name: str) -> int:
        return int(rule(f"anonymity.{name}", on=day).value)

    return Protection(
        child_under=number("child_age"),
        minor_under=number("minor_age"),
        elder_from=number("elderly_age"),
        child_place=number("child_place_level"),
        status_place=number("status_place_level"),
        status_aid_types=frozenset(rule("anonymity.status_aid_types", on=day).value),
    )
