"""The search passes over most suppliers and still finds exactly what a plain look at all of them finds."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.candidates import best_of, candidates, cell_numbers, lay_out, lay_out_places, list_length, share_out
from matching.eligibility import Admission
from matching.facts.columns import EARTH_RADIUS_KM, NOWHERE, unit_vector
from matching.policies import load_policy
from tests.matching.people import HAISHU, XIANGSHAN, charity, facts_of, need, volunteer

POLICY = load_policy()
FULL_POINTS, RANGE_KM = 300_000, 60.0


def plain_best(
    place: np.ndarray, points: np.ndarray, standing: np.ndarray, admitted: np.ndarray, wanted: int
) -> list[int]:
    """Every supplier reckoned one after the other, then sorted."""
    scored = []
    for row in range(len(points)):
        if admitted[row]:
            x, y, z = (float(points[row][axis] - place[axis]) for axis in range(3))
            km = math.sqrt(x * x + y * y + z * z) * EARTH_RADIUS_KM
            scored.append((-int(standing[row]) - int(FULL_POINTS * max(0.0, 1.0 - km / RANGE_KM)), row))
    return [row for _, row in sorted(scored)[:wanted]]


def searched(
    places: np.ndarray, points: np.ndarray, standing: np.ndarray, admits: np.ndarray, wanted: list[int]
) -> list[list[int]]:
    cells = lay_out(np.arange(len(points)), points, cell_numbers(points, POLICY.candidates.cell_degrees), standing)
    regions = lay_out_places(places, POLICY.candidates.cell_degrees)
    start, held, found = best_of(
        cells, regions, np.arange(len(places)), admits, np.array(wanted, np.int64), FULL_POINTS, RANGE_KM
    )
    return [found[start[query] : start[query] + held[query]].tolist() for query in range(len(places))]


def anywhere(generator: np.random.Generator, count: int, corners: int) -> np.ndarray:
    """Points around the city, many of them the same when corners are few."""
    spots = [unit_vector(generator.uniform(120.9, 122.1), generator.uniform(28.9, 30.4)) for _ in range(corners)]
    return np.array(spots)[generator.integers(0, corners, count)]


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, 2**32),
    st.integers(1, 120),
    st.sampled_from([1, 3, 1_000]),
    st.sampled_from([1, 5, 250_000]),
    st.integers(0, 40),
)
def test_the_search_equals_a_plain_look_at_everybody(
    seed: int, suppliers: int, corners: int, spread: int, wanted: int
) -> None:
    generator = np.random.default_rng(seed)
    points, places = anywhere(generator, suppliers, corners), anywhere(generator, 5, corners)
    standing = generator.integers(0, spread, suppliers)
    admits = generator.random((5, suppliers)) < generator.choice([0.2, 1.0])
    found = searched(places, points, standing, admits, [wanted] * 5)
    assert found == [plain_best(places[row], points, standing, admits[row], wanted) for row in range(5)]


def test_a_larger_city_is_searched_exactly() -> None:
    generator = np.random.default_rng(6)
    points, places = anywhere(generator, 3_000, 3_000), anywhere(generator, 20, 20)
    standing = generator.integers(0, 200_000, 3_000)
    admits = np.ones((20, 3_000), np.bool_)
    expected = [plain_best(place, points, standing, admits[0], 30) for place in places]
    assert searched(places, points, standing, admits, [30] * 20) == expected


def test_where_nothing_is_known_of_the_place_standing_alone_decides() -> None:
    points = anywhere(np.random.default_rng(2), 50, 50)
    standing = np.random.default_rng(3).permutation(50)
    [found] = searched(np.array([NOWHERE]), points, standing, np.ones((1, 50), np.bool_), [5])
    assert found == np.argsort(-standing)[:5].tolist()


@pytest.mark.parametrize(
    ("demand", "capacity", "suppliers", "expected"),
    [(1, 100, 10, 10), (1, 100, 100, 30), (100, 100, 100, 100), (40, 100, 100, 80), (5, 0, 100, 0), (7, 9, 0, 0)],
)
def test_a_shared_list_is_long_enough_for_all_who_share_it(
    demand: int, capacity: int, suppliers: int, expected: int
) -> None:
    assert list_length(POLICY.candidates, demand, capacity, suppliers) == expected


def test_a_short_list_is_shared_whole() -> None:
    member, supplier = share_out(POLICY.candidates, np.array([9, 4]), 3)
    assert member.tolist() == [0, 0, 1, 1, 2, 2]
    assert supplier.tolist() == [9, 4] * 3


def test_a_long_list_goes_round_so_that_nobody_on_it_is_left_out() -> None:
    member, supplier = share_out(POLICY.candidates, np.arange(100), 12)
    for each in range(12):
        seen = supplier[member == each]
        assert len(set(seen.tolist())) == POLICY.candidates.per_need
        assert set(range(15)) <= set(seen.tolist())
    assert set(supplier.tolist()) == set(range(100))


def test_only_the_admitted_become_candidates_and_each_pair_once() -> None:
    facts = facts_of(
        [need("n1"), need("n2", need_kind="service", quantity=None), need("n3", place=XIANGSHAN)],
        [charity("s1"), charity("s2", areas=(HAISHU,)), volunteer("s3"), charity("s4", capacity=0)],
        contact=[("n1", "s1"), ("n2", "s1")],
    )
    edges = candidates(facts, POLICY, Admission.of(facts, POLICY))
    assert list(zip(edges.need.tolist(), edges.supplier.tolist(), strict=True)) == [(0, 0), (0, 1), (1, 2), (2, 0)]


def test_who_knows_the_household_is_considered_however_long_the_list() -> None:
    helpers = [charity(f"near{row}") for row in range(40)]
    facts = facts_of([need()], [*helpers, charity("old friend", home=XIANGSHAN)], contact=[("need", "old friend")])
    edges = candidates(facts, POLICY, Admission.of(facts, POLICY))
    assert len(edges.need) == POLICY.candidates.per_need + 1
    assert 40 in edges.supplier


def test_without_needs_or_suppliers_there_are_no_candidates() -> None:
    for facts in (facts_of([], [charity()]), facts_of([need()], []), facts_of([], [])):
        assert len(candidates(facts, POLICY, Admission.of(facts, POLICY)).need) == 0
