"""Scores are exact sums of parts, never above a hundred points, and each part moves as it says."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from matching.assignment import SCORE_SCALE
from matching.facts import Need, Supplier
from matching.policies import load_policy
from matching.scoring import PARTS, Scores, score_pairs, standing_points
from tests.matching.people import CITY, HAISHU, XIANGSHAN, YINZHOU, Pair, charity, facts_of, need

POLICY = load_policy()


def scores(needs: list[Need], suppliers: list[Supplier], **pairs: list[Pair]) -> Scores:
    """Of need k and supplier k."""
    rows = np.arange(len(needs))
    return score_pairs(facts_of(needs, suppliers, **pairs), POLICY, rows, rows)


def points(part: str, need: Need, supplier: Supplier, **pairs: list[Pair]) -> float:
    return float(scores([need], [supplier], **pairs).parts[part][0]) / SCORE_SCALE


def test_the_parts_sum_to_the_score_and_the_weights_to_a_hundred() -> None:
    found = scores(
        [need("n1"), need("n2", place=CITY, urgency=None, waiting=None), need("n3", place=XIANGSHAN)],
        [charity("s1"), charity("s2", capacity=0), charity("s3", skills=("tutoring",), aid_types=("education",))],
    )
    assert found.total.tolist() == np.sum([*found.parts.values()], axis=0).tolist()
    assert set(found.parts) == {part.code for part in PARTS} == set(POLICY.weights)
    assert sum(POLICY.weights.values()) == 100


def test_the_perfect_pair_has_a_hundred_points() -> None:
    perfect = need(urgency="high", waiting="months", equity="behind")
    helper = charity(aid_types=("education",), skills=("tutoring",), capacity=10)
    assert int(scores([perfect], [helper], contact=[("need", "charity")]).total[0]) == 100 * SCORE_SCALE


@pytest.mark.parametrize(
    ("part", "need_facts", "supplier_facts", "expected"),
    [
        ("distance", {"place": HAISHU}, {}, 30),
        ("distance", {"place": XIANGSHAN}, {"home": "330282"}, 0),
        ("distance", {"place": None}, {}, 0),
        ("urgency", {"urgency": "high"}, {}, 15),
        ("urgency", {"urgency": "medium"}, {}, 7.5),
        ("urgency", {"urgency": "low"}, {}, 1.5),
        ("urgency", {"urgency": None}, {}, 7.5),
        ("waiting", {"waiting": "months"}, {}, 15),
        ("waiting", {"waiting": "new"}, {}, 0),
        ("equity", {"equity": "behind"}, {}, 10),
        ("equity", {"equity": "ahead"}, {}, 0),
        ("fit", {}, {"aid_types": ("education",)}, 10),
        ("fit", {}, {"aid_types": ()}, 5),
        ("fit", {"aid_type": None}, {"aid_types": ("education",)}, 5),
        ("skill", {}, {"skills": ("tutoring",)}, 10),
        ("skill", {}, {"skills": ("nursing",)}, 0),
        ("spread", {}, {"capacity": 10, "period_capacity": 10}, 5),
        ("spread", {}, {"capacity": 1, "period_capacity": 10}, 0.5),
        ("spread", {}, {"capacity": 0, "period_capacity": 0}, 0),
        ("contact", {}, {}, 0),
    ],
)
def test_each_part_earns_its_share(
    part: str, need_facts: dict[str, Any], supplier_facts: dict[str, Any], expected: float
) -> None:
    assert points(part, need(**need_facts), charity(**supplier_facts)) == expected


def test_earlier_contact_counts_for_this_pair_only() -> None:
    found = scores([need("n1"), need("n2")], [charity("s1"), charity("s2")], contact=[("n1", "s1"), ("n1", "s2")])
    assert (found.parts["contact"] / SCORE_SCALE).tolist() == [5, 0]


def test_half_the_range_away_is_worth_about_half() -> None:
    facts = facts_of([need(place=YINZHOU)], [charity(home=HAISHU)])
    share = 1 - float(facts.kilometres(0, 0)) / POLICY.distance.range_km
    assert 0.4 < share < 0.6
    assert points("distance", need(place=YINZHOU), charity(home=HAISHU)) == pytest.approx(30 * share, abs=1e-4)


def test_standing_points_are_the_score_without_need_distance_and_contact() -> None:
    facts = facts_of([need()], [charity("s1"), charity("s2", skills=("tutoring",), capacity=2)])
    found = score_pairs(facts, POLICY, np.array([0, 0]), np.array([0, 1]))
    expected = found.parts["fit"] + found.parts["skill"] + found.parts["spread"]
    assert standing_points(facts, POLICY, 0).tolist() == expected.tolist()
