"""So many tries an hour: counted for each by itself, and free again with the next hour."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.cache import cache

from marketplace.common import clock
from marketplace.common.limits import count_one, is_used_up, one_more_is_allowed
from marketplace.common.rule_data import rule

RULE = "certificate.checks_per_hour"
AT = datetime(2026, 11, 23, 2, 59, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nothing_counted() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def test_one_more_than_allowed_is_refused_until_the_hour_is_over() -> None:
    with time_machine.travel(AT, tick=False) as clock_hand:
        most = int(rule(RULE, on=clock.today()).value)
        tries = [one_more_is_allowed(RULE, "one") for _ in range(most + 1)]
        assert tries == [True] * most + [False]
        assert one_more_is_allowed(RULE, "another")
        clock_hand.shift(60)
        assert one_more_is_allowed(RULE, "one")


def test_looking_counts_nothing() -> None:
    with time_machine.travel(AT, tick=False):
        most = int(rule(RULE, on=clock.today()).value)
        assert not any(is_used_up(RULE, "one") for _ in range(most + 1))
        for _ in range(most):
            count_one(RULE, "one")
        assert is_used_up(RULE, "one")
        assert not is_used_up(RULE, "another")
