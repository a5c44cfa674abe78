"""Columns hold what the rows said, and distances start at the published area."""

from __future__ import annotations

import math

import numpy as np
import pytest

from marketplace.common.places import centroid
from matching.facts import Codes, CodeSets, PairUnknown
from matching.facts.columns import EARTH_RADIUS_KM, ask_each_code, unit_vector
from tests.matching.people import CITY, HAISHU, NANMEN, XIANGSHAN, charity, facts_of, need, programme, volunteer


def great_circle(one: str, other: str) -> float:
    """By the haversine formula, in kilometres."""
    here, there = centroid(one), centroid(other)
    north, east = math.radians(there.lat - here.lat), math.radians(there.lon - here.lon)
    share = math.sin(north / 2) ** 2
    share += math.cos(math.radians(here.lat)) * math.cos(math.radians(there.lat)) * math.sin(east / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(share))


def test_codes_keep_their_rows_and_call_none_withheld() -> None:
    codes = Codes.of(["a", None, "b", "a"])
    assert [codes[row] for row in range(len(codes))] == ["a", "", "b", "a"]
    assert codes.among({"a", ""}).tolist() == [True, True, False, True]
    assert codes.looked_up({"a": 3, "b": 5}, missing=-1).tolist() == [3, -1, 5, 3]


def test_sets_of_codes_answer_for_known_unknown_and_no_codes() -> None:
    sets = CodeSets.of([("a", "b"), (), ("b",)])
    assert sets.holding("b").tolist() == [True, False, True]
    assert sets.holding("z").tolist() == [False, False, False]
    assert sets.holding_any(("a", "z")).tolist() == [True, False, False]
    assert sets.holding_any(()).tolist() == [False, False, False]
    assert sets.empty().tolist() == [False, True, False]
    assert sets.codes_of(0) == ("a", "b")


def test_each_code_is_asked_once_however_many_rows_carry_it() -> None:
    asked: list[str] = []

    def answer(code: str) -> np.ndarray:
        asked.append(code)
        return np.array([code == "a", True])

    rows = np.array([0, 1, 2, 0])[:, None]
    table = ask_each_code(Codes.of(["a", "b", "a"]), rows, np.arange(2)[None, :], answer)
    assert table.tolist() == [[True, True], [False, True], [True, True], [True, True]]
    assert sorted(asked) == ["a", "b"]


def test_columns_say_what_the_rows_said() -> None:
    facts = facts_of([need("n1", helpers=2, with_minors=True), need("n2", place=None)], [charity(), volunteer()])
    assert facts.needs.key == ("n1", "n2")
    assert facts.needs.helpers.tolist() == [2, 1]
    assert facts.needs.with_minors.tolist() == [True, False]
    assert facts.needs.place_level.tolist() == [2, 0]
    assert facts.suppliers.key == ("charity", "volunteer")
    assert facts.suppliers.capabilities.codes_of(1) == ("verified_partner", "background_check")


@pytest.mark.parametrize("place", [HAISHU, XIANGSHAN, NANMEN, CITY, "urban"])
def test_distances_agree_with_the_great_circle(place: str) -> None:
    facts = facts_of([need(place=place)], [charity(home=XIANGSHAN)])
    assert float(facts.kilometres(0, 0)) == pytest.approx(great_circle(place, XIANGSHAN), rel=1e-5, abs=1e-6)


def test_a_township_counts_from_the_middle_of_its_district() -> None:
    facts = facts_of([need(place=NANMEN)], [charity(home=HAISHU)])
    assert float(facts.kilometres(0, 0)) == 0


def test_a_withheld_place_is_beyond_every_distance() -> None:
    facts = facts_of([need(place=None)], [charity()])
    assert float(facts.kilometres(0, 0)) > 10_000


def test_points_lie_on_the_unit_sphere() -> None:
    assert sum(part**2 for part in unit_vector(121.5, 29.8)) == pytest.approx(1)


def test_pairs_are_yes_where_said_and_no_everywhere_else() -> None:
    facts = facts_of(
        [need("n1"), need("n2")],
        [charity(), programme()],
        insured=[("n2", "programme"), ("n2", "programme")],
        conflict=[("n1", "charity")],
    )
    rows, others = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    assert facts.pairs.insured.has(rows, others).tolist() == [False, False, False, True]
    assert facts.pairs.conflict.has(rows, others).tolist() == [True, False, False, False]
    assert facts.pairs.declined.has(rows, others).tolist() == [False] * 4
    assert [column.tolist() for column in facts.pairs.insured.rows()] == [[1], [1]]


def test_a_pair_of_strangers_is_refused() -> None:
    with pytest.raises(PairUnknown):
        facts_of([need()], [charity()], contact=[("need", "somebody else")])
