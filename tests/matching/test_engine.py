"""A run proposes whom the rules allow, as many as are wanted and can be taken, and says how good that is."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from matching.assignment import SCORE_SCALE
from matching.engine import propose
from matching.policies import load_policy
from tests.matching.assignment.problems import optimum
from tests.matching.people import XIANGSHAN, charity, facts_of, need, programme, volunteer
from tests.matching.test_eligibility import many

POLICY = load_policy()


def test_each_need_is_proposed_to_whom_may_help() -> None:
    facts = facts_of(
        [
            need("school things"),
            need("hospital escort", need_kind="service", aid_type="medical", quantity=None),
            need("insured", need_kind="insurance", aid_type="medical"),
            need("not insured", need_kind="insurance", aid_type="medical"),
        ],
        [charity(), volunteer(), programme()],
        insured=[("insured", "programme")],
    )
    pairs = [(pair.need, pair.supplier) for pair in propose(facts, POLICY).pairs()]
    assert pairs == [("school things", "charity"), ("hospital escort", "volunteer"), ("insured", "programme")]


def test_a_score_is_the_sum_of_its_parts() -> None:
    proposals = propose(facts_of([need()], [charity()]), POLICY)
    [pair] = proposals.pairs()
    assert sum(pair.parts.values()) == pair.score == proposals.assignment.objective


def test_nobody_is_promised_beyond_demand_or_capacity() -> None:
    facts = facts_of(
        [need(f"n{row}", helpers=1 + row % 3) for row in range(12)],
        [charity(f"s{row}", capacity=row % 4) for row in range(7)],
    )
    proposals = propose(facts, POLICY)
    pairs = list(proposals.pairs())
    needs, suppliers = Counter(pair.need for pair in pairs), Counter(pair.supplier for pair in pairs)
    assert all(count <= facts.needs.helpers[facts.needs.key.index(key)] for key, count in needs.items())
    assert all(count <= facts.suppliers.capacity[facts.suppliers.key.index(key)] for key, count in suppliers.items())
    assert len({(pair.need, pair.supplier) for pair in pairs}) == len(pairs) == facts.suppliers.capacity.sum()
    assert proposals.assignment.gap == 0


def test_when_places_are_scarce_who_waited_longer_comes_first() -> None:
    needs = [need("new", waiting="new"), need("long", waiting="months"), need("middle", waiting="weeks")]
    proposals = propose(facts_of(needs, [charity(capacity=2)]), POLICY)
    assert {pair.need for pair in proposals.pairs()} == {"long", "middle"}


def test_when_places_are_scarce_who_fared_worse_comes_first() -> None:
    needs = [need("ahead", equity="ahead"), need("behind", equity="behind")]
    proposals = propose(facts_of(needs, [charity(capacity=1)]), POLICY)
    assert [pair.need for pair in proposals.pairs()] == ["behind"]


def test_work_goes_to_who_is_freer() -> None:
    busy, free = charity("busy", capacity=2), charity("free", capacity=9)
    assert [pair.supplier for pair in propose(facts_of([need()], [busy, free]), POLICY).pairs()] == ["free"]


def test_a_pair_below_the_floor_is_not_proposed() -> None:
    facts = facts_of([need(place=XIANGSHAN, urgency="low", waiting="new", equity="ahead")], [charity(capacity=1)])
    [pair] = propose(facts, POLICY).pairs()
    strict = replace(POLICY, floor=pair.score // SCORE_SCALE + 1)
    assert list(propose(facts, strict).pairs()) == []
    exact = replace(POLICY, floor=pair.score // SCORE_SCALE)
    assert [found.score for found in propose(facts, exact).pairs()] == [pair.score]


def test_a_mixed_market_is_matched_to_the_optimum_of_its_edges() -> None:
    proposals = propose(many(), POLICY)
    assert proposals.assignment.objective == proposals.assignment.upper_bound == optimum(proposals.problem())
    assert len(proposals.assignment.edges) > 0


def test_the_same_facts_give_the_same_proposals_also_from_earlier_prices() -> None:
    facts = many()
    once = propose(facts, POLICY)
    again = propose(facts, POLICY, opening=once.assignment.prices)
    assert list(propose(facts, POLICY).pairs()) == list(once.pairs())
    assert again.assignment.objective == once.assignment.objective


def test_an_empty_market_is_an_answer() -> None:
    for facts in (facts_of([], []), facts_of([need()], []), facts_of([], [charity()])):
        proposals = propose(facts, POLICY)
        assert list(proposals.pairs()) == []
        assert proposals.assignment.gap == 0
