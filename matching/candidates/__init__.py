"""Who might help: for each need the best suppliers by standing and distance. Facts in, sparse edges out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matching.candidates.cells import Cells, cell_numbers, lay_out, lay_out_places
from matching.candidates.nearest import best_of
from matching.candidates.sharing import list_length, share_out
from matching.eligibility.admission import Admission
from matching.facts import MatchFacts, PairSet, Rows
from matching.policies import Policy
from matching.scoring import full_points, standing_points

__all__ = [
    "Cells",
    "Edges",
    "best_of",
    "candidates",
    "cell_numbers",
    "lay_out",
    "lay_out_places",
    "list_length",
    "share_out",
]


class Edges(NamedTuple):
    """Need rows and supplier rows, pair by pair."""

    need: Rows
    supplier: Rows


def candidates(facts: MatchFacts, policy: Policy, admission: Admission) -> Edges:
    """The pairs worth scoring, by need and supplier row: the best for each need, and those that know each other."""
    cell = cell_numbers(facts.suppliers.point, policy.candidates.cell_degrees)
    lists = [
        edges
        for profile in range(len(admission.profile_admits))
        for edges in of_profile(facts, policy, admission, cell, profile)
    ]
    known = [admitted(admission, pairs) for pairs in (facts.pairs.insured, facts.pairs.contact)]
    return unique_edges([*lists, *known], len(facts.suppliers))


def of_profile(facts: MatchFacts, policy: Policy, admission: Admission, cell: Rows, profile: int) -> list[Edges]:
    """The edges of the needs of one profile: those published for one area share a list."""
    needs = np.flatnonzero(admission.profile == profile)
    suppliers = np.flatnonzero(admission.profile_admits[profile])
    if not len(suppliers):
        return []
    places, first, group = np.unique(admission.place[needs], return_index=True, return_inverse=True)
    capacity = int(facts.suppliers.capacity[suppliers].sum())
    demand = np.bincount(group, weights=facts.needs.helpers[needs]).astype(np.int64)
    wanted = [list_length(policy.candidates, int(helpers), capacity, len(suppliers)) for helpers in demand]
    standing = standing_points(facts, policy, int(needs[0]))[suppliers]
    start, held, found = best_of(
        lay_out(suppliers, facts.suppliers.point[suppliers], cell[suppliers], standing),
        lay_out_places(facts.needs.point[needs[first]], policy.candidates.cell_degrees),
        places,
        admission.place_admits,
        np.array(wanted, np.int64),
        full_points(policy, "distance"),
        float(policy.distance.range_km),
    )
    return [
        shared_list(policy, needs[group == place], found[start[place] : start[place] + held[place]])
        for place in range(len(places))
    ]


def shared_list(policy: Policy, needs: Rows, suppliers: Rows) -> Edges:
    """Needs of one profile and area, and the suppliers found for them."""
    member, supplier = share_out(policy.candidates, suppliers, len(needs))
    return Edges(needs[member], supplier)


def admitted(admission: Admission, pairs: PairSet) -> Edges:
    """Those of the pairs that the rules about profile and place let pass."""
    need, supplier = pairs.rows()
    passed = admission.profile_admits[admission.profile[need], supplier]
    passed &= admission.place_admits[admission.place[need], supplier]
    return Edges(need[passed], supplier[passed])


def unique_edges(lists: list[Edges], suppliers: int) -> Edges:
    """All edges once, sorted by need row, then supplier row."""
    numbers = np.unique(np.concatenate([edges.need * suppliers + edges.supplier for edges in lists]))
    need, supplier = np.divmod(numbers, max(suppliers, 1))
    return Edges(need, supplier)
