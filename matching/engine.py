"""The stages of a match run, from facts to proposals."""

from __future__ import annotations

import numpy as np

from matching.assignment import SCORE_SCALE, Assignment, Prices, Problem, solve
from matching.candidates import Edges, candidates
from matching.eligibility import Admission, pairs_allowed
from matching.facts import MatchFacts, Numbers
from matching.policies import Policy
from matching.proposals import Proposals
from matching.scoring import score_pairs


def propose(facts: MatchFacts, policy: Policy, opening: Prices | None = None) -> Proposals:
    """Who should help whom, with the proof how good the whole is; `opening`: prices of an earlier run of these rows."""
    edges = candidates(facts, policy, Admission.of(facts, policy))
    allowed = pairs_allowed(facts, policy, *edges)
    edges = Edges(edges.need[allowed], edges.supplier[allowed])
    scores = score_pairs(facts, policy, *edges)
    worthwhile = scores.total >= max(policy.floor * SCORE_SCALE, 1)
    edges, scores = Edges(edges.need[worthwhile], edges.supplier[worthwhile]), scores.where(worthwhile)
    return Proposals(facts, policy, edges, scores, assign(facts, policy, edges, scores.total, opening))


def assign(
    facts: MatchFacts, policy: Policy, edges: Edges, score: Numbers, opening: Prices | None = None
) -> Assignment:
    """The best set of these edges under the needs' demand and the suppliers' capacity."""
    problem = Problem(
        need=edges.need.astype(np.int32),
        supplier=edges.supplier.astype(np.int32),
        score=score,
        demand=facts.needs.helpers,
        capacity=facts.suppliers.capacity,
    )
    return solve(problem, policy.precision, opening)
