"""A bound holds for every price, however it was found."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.assignment import Problem
from matching.assignment.certificate import best_gains, shadow_prices, upper_bound
from matching.assignment.problem import rows_of
from tests.matching.assignment.problems import optimum, problem, problems


@settings(max_examples=200, deadline=None)
@given(problems(), st.lists(st.integers(0, 1_500_000), min_size=9, max_size=9))
def test_no_prices_whatever_give_a_bound_below_the_optimum(asked: Problem, prices: list[int]) -> None:
    rows = rows_of(asked.need, asked.supplier, asked.score, 1, len(asked.demand))
    price = np.array(prices[: len(asked.capacity)], np.int64)
    assert upper_bound(rows, asked.usable_demand(), asked.usable_capacity(), price) >= optimum(asked)


def test_rows_fall_by_weight_and_remember_their_edges() -> None:
    asked = problem([(1, 0, 5), (0, 1, 7), (1, 1, 9), (0, 0, 7)], demand=[1, 1], capacity=[1, 1])
    rows = rows_of(asked.need, asked.supplier, asked.score, 10, 2)
    assert rows.start.tolist() == [0, 2, 4]
    assert rows.weight.tolist() == [70, 70, 90, 50]
    assert rows.target.tolist() == [1, 0, 1, 0]
    assert rows.edge.tolist() == [1, 3, 2, 0]


def test_a_long_row_is_sorted_like_a_short_one() -> None:
    score = np.random.default_rng(3).integers(1, 1_000, 500)
    rows = rows_of(np.zeros(500, np.int32), np.arange(500, dtype=np.int32), score, 1, 1)
    expected = sorted(range(500), key=lambda edge: (-score[edge], edge))
    assert rows.edge.tolist() == expected
    assert rows.weight.tolist() == [score[edge] for edge in expected]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(1, 50), min_size=1, max_size=60), st.integers(0, 60), st.integers(0, 40))
def test_best_gains_are_the_largest_positive_differences(weights: list[int], count: int, price: int) -> None:
    targets = np.arange(len(weights), dtype=np.int32)
    rows = rows_of(np.zeros(len(weights), np.int32), targets, np.array(weights), 1, 1)
    gains = sorted((max(0, weight - price) for weight in weights), reverse=True)
    padded = (gains + [0] * 60)[:count]
    assert best_gains(rows, np.full(len(weights), price), 0, count).tolist() == padded


def test_a_shadow_price_is_the_first_gain_that_found_no_room() -> None:
    asked = problem([(0, 0, 50), (0, 1, 40), (0, 2, 30)], demand=[1], capacity=[1, 1, 1])
    rows = rows_of(asked.need, asked.supplier, asked.score, 1, 1)
    price = np.array([20, 0, 0])
    assert shadow_prices(rows, np.array([1]), price).tolist() == [30]
    assert shadow_prices(rows, np.array([3]), price).tolist() == [0]
