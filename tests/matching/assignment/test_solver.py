"""The best pairs, never beyond demand or capacity, and a bound that always holds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from matching.assignment import Assignment, MalformedProblem, Prices, Problem, ScoresTooLarge, solve
from tests.matching.assignment.problems import PRECISION, ROUGH, optimum, problem, problems, random_problem


def assert_feasible(found: Assignment, asked: Problem) -> None:
    assert len(np.unique(found.edges)) == len(found.edges)
    assert np.all(np.bincount(asked.need[found.edges], minlength=len(asked.demand)) <= asked.demand)
    assert np.all(np.bincount(asked.supplier[found.edges], minlength=len(asked.capacity)) <= asked.capacity)
    assert int(asked.score[found.edges].sum()) == found.objective


def assert_maximal(found: Assignment, asked: Problem) -> None:
    """No pair is left out for which both sides still have room."""
    room_at_need = np.bincount(asked.need[found.edges], minlength=len(asked.demand)) < asked.demand
    room_at_supplier = np.bincount(asked.supplier[found.edges], minlength=len(asked.capacity)) < asked.capacity
    left_out = room_at_need[asked.need] & room_at_supplier[asked.supplier]
    left_out[found.edges] = False
    assert not left_out.any()


@settings(max_examples=400, deadline=None)
@given(problems())
def test_small_problems_are_solved_to_the_optimum_and_proved(asked: Problem) -> None:
    found = solve(asked, PRECISION)
    assert_feasible(found, asked)
    assert found.objective == optimum(asked) == found.upper_bound
    assert found.gap == 0


@settings(max_examples=200, deadline=None)
@given(problems(largest_side=14))
def test_a_rough_solution_keeps_its_promises(asked: Problem) -> None:
    found = solve(asked, ROUGH)
    assert_feasible(found, asked)
    assert_maximal(found, asked)
    assert found.objective <= optimum(asked) <= found.upper_bound
    assert found.gap <= ROUGH.gap


@settings(max_examples=100, deadline=None)
@given(problems(), problems())
def test_prices_of_any_other_market_spoil_nothing(asked: Problem, other: Problem) -> None:
    elsewhere = solve(other, PRECISION).prices
    opening = Prices(
        np.resize(np.append(elsewhere.need, 7), len(asked.demand)),
        np.resize(np.append(elsewhere.supplier, 50_000), len(asked.capacity)),
    )
    found = solve(asked, PRECISION, opening)
    assert_feasible(found, asked)
    assert found.objective == optimum(asked) == found.upper_bound


@pytest.mark.parametrize("rich", [True, False])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_larger_market_comes_within_the_promised_gap(seed: int, rich: bool) -> None:
    asked = random_problem(seed, needs=12_000, suppliers=5_000, degree=25, rich=rich)
    assert len(asked.score) > PRECISION.exact_edges
    found = solve(asked, PRECISION)
    best = optimum(asked)
    assert_feasible(found, asked)
    assert_maximal(found, asked)
    assert found.objective <= best <= found.upper_bound
    assert found.gap <= PRECISION.gap
    assert found.objective >= 0.9998 * best


def crowded(score_of: str) -> Problem:
    """Half of the needs fight for a quarter of the suppliers, where prices would creep up for ever."""
    generator = np.random.default_rng(11)
    need = np.repeat(np.arange(600), 20)
    supplier = np.where(need < 300, generator.integers(0, 60, len(need)), generator.integers(60, 300, len(need)))
    need, supplier = np.divmod(np.unique(need * 300 + supplier), 300)
    scores = {
        "equal": np.full(len(need), 10_000),
        "few": generator.integers(1, 4, len(need)) * 10_000,
        "product": (need + 1) * (supplier + 1),
        "nearly equal": 1_000_000 - generator.integers(1, 100, len(need)),
        "huge spread": (10 ** (8 * generator.random(len(need)))).astype(np.int64) + 1,
    }
    return problem(
        np.stack([need, supplier, scores[score_of]], axis=1).tolist(), [1] * 600, [2] * 300
    )  # fmt: skip


@pytest.mark.parametrize("score_of", ["equal", "few", "product", "nearly equal", "huge spread"])
def test_price_wars_end_at_the_optimum(score_of: str) -> None:
    asked = crowded(score_of)
    found = solve(asked, PRECISION)
    assert found.objective == optimum(asked) == found.upper_bound


def test_a_need_is_served_up_to_its_demand_and_never_twice_by_one_supplier() -> None:
    found = solve(problem([(0, 0, 500), (0, 1, 300), (0, 2, 200)], demand=[2], capacity=[5, 5, 5]), PRECISION)
    assert found.edges.tolist() == [0, 1]
    assert found.objective == 800


def test_a_supplier_without_capacity_gets_nothing_and_costs_nothing() -> None:
    found = solve(problem([(0, 0, 900), (0, 1, 100)], demand=[1], capacity=[0, 1]), PRECISION)
    assert found.edges.tolist() == [1]
    assert found.objective == found.upper_bound == 100


def test_what_is_best_for_each_gives_way_to_what_is_best_for_all() -> None:
    found = solve(problem([(0, 0, 100), (0, 1, 90), (1, 0, 95)], demand=[1, 1], capacity=[1, 1]), PRECISION)
    assert found.edges.tolist() == [1, 2]


@pytest.mark.parametrize(("demand", "capacity"), [([], []), ([1, 2], []), ([], [3]), ([1], [1])])
def test_nothing_possible_is_an_answer_without_a_gap(demand: list[int], capacity: list[int]) -> None:
    found = solve(problem([], demand, capacity), PRECISION)
    assert (len(found.edges), found.objective, found.upper_bound, found.gap) == (0, 0, 0, 0)
    assert (len(found.prices.need), len(found.prices.supplier)) == (len(demand), len(capacity))


def test_the_same_input_gives_the_same_output() -> None:
    asked = random_problem(5, needs=3_000, suppliers=1_500, degree=20, rich=False)
    once, again = solve(asked, PRECISION), solve(asked, PRECISION)
    assert np.array_equal(once.edges, again.edges)
    assert np.array_equal(once.prices.supplier, again.prices.supplier)
    assert once.upper_bound == again.upper_bound


@settings(max_examples=100, deadline=None)
@given(problems())
def test_the_price_of_a_supplier_bounds_what_one_place_more_would_add(asked: Problem) -> None:
    found = solve(asked, PRECISION)
    for supplier in np.flatnonzero(asked.capacity > 0):
        larger = asked.capacity.copy()
        larger[supplier] += 1
        assert optimum(replace(asked, capacity=larger)) - found.objective <= found.prices.supplier[supplier] + 1


def test_too_few_rounds_leave_an_honest_gap() -> None:
    asked = crowded("nearly equal")
    hasty = replace(PRECISION, rounds=1, patience=1)
    found = solve(asked, hasty)
    assert_feasible(found, asked)
    assert found.objective <= optimum(asked) <= found.upper_bound
    assert found.gap > 0


def test_scores_whose_sum_could_overflow_are_refused() -> None:
    with pytest.raises(ScoresTooLarge):
        solve(problem([(0, 0, 1 << 61), (1, 0, 5)], demand=[1, 1], capacity=[2]), PRECISION)


@pytest.mark.parametrize(
    ("edges", "demand", "capacity"),
    [
        ([(0, 0, 0)], [1], [1]),
        ([(0, 0, -5)], [1], [1]),
        ([(1, 0, 5)], [1], [1]),
        ([(0, -1, 5)], [1], [1]),
        ([(0, 0, 5)], [-1], [1]),
        ([(0, 0, 5)], [1], [-2]),
    ],
)
def test_columns_that_describe_no_problem_are_refused(
    edges: list[tuple[int, int, int]], demand: list[int], capacity: list[int]
) -> None:
    with pytest.raises(MalformedProblem):
        problem(edges, demand, capacity)


def test_columns_of_unequal_length_are_refused() -> None:
    asked = problem([(0, 0, 5), (0, 1, 5)], demand=[1], capacity=[1, 1])
    with pytest.raises(MalformedProblem):
        replace(asked, score=asked.score[:1])
