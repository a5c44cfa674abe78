"""So many tries an hour: guessing a number or a code leads nowhere."""

from __future__ import annotations

from django.core.cache import cache

from marketplace.common import clock
from marketplace.common.rule_data import rule

AN_HOUR_AND_A_BIT = 3700
"""Seconds that a count is kept: its hour, and what the clocks of two servers differ by."""


def one_more_is_allowed(rule_name: str, whose: str) -> bool:
    """Count a try, and say whether it is among those that the rule allows `whose` (a caller or an account) an hour."""
    return count_one(rule_name, whose) <= _most(rule_name)


def is_used_up(rule_name: str, whose: str) -> bool:
    """Whether the tries of this hour are spent, counting none."""
    return int(cache.get(_key(rule_name, whose), 0)) >= _most(rule_name)


def count_one(rule_name: str, whose: str) -> int:
    """Count a try; how many there were this hour, 1 when the count ended between two calls."""
    key = _key(rule_name, whose)
    cache.add(key, 0, AN_HOUR_AND_A_BIT)
    try:
        return cache.incr(key)
    except ValueError:
        cache.add(key, 1, AN_HOUR_AND_A_BIT)
        return 1


def _most(rule_name: str) -> int:
    return int(rule(rule_name, on=clock.today()).value)


def _key(rule_name: str, whose: str) -> str:
    return f"{rule_name}:{whose}:{clock.now():%Y%m%d%H}"
