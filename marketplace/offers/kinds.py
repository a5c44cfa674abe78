"""What each kind of offer answers, from the rule data."""

from __future__ import annotations

from marketplace.common import clock
from marketplace.common.rule_data import rule, rule_names


def need_kind_of(kind: str) -> str:
    """The kind of need that the offer answers: its own, or for a job or a training that of the rule data."""
    name = f"offers.serves.{kind}"
    return str(rule(name, on=clock.today()).value) if name in rule_names() else kind


def aid_types_of(kind: str) -> list[str]:
    """The only aid types that such an offer can answer; empty means any."""
    name = f"offers.aid_types.{kind}"
    return list(rule(name, on=clock.today()).value) if name in rule_names() else []
