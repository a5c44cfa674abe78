"""The stages of a match run, from facts to proposals."""

from __future__ import annotations

from matching.assignment import SCORE_SCALE, Prices, solve
from matching.candidates import Edges, candidates
from matching.eligibility import Admission, pairs_allowed
from matching.facts import MatchFacts
from matching.policies import Policy
from matching.proposals import Proposals, problem_of
from matching.scoring import score_pairs


def propose(facts: MatchFacts, policy: Policy, opening: Prices | None = None) -> Proposals:
    """Who should help whom, with the proof how good the whole is; `opening`: prices of an earlier run of these rows."""
    edges = candidates(facts, policy, Admission.of(facts, policy))
    allowed = pairs_allowed(facts, policy, *edges)
    edges = Edges(edges.need[allowed], edges.supplier[allowed])
    scores = score_pairs(facts, policy, *edges)
    worthwhile = scores.total >= max(policy.floor * SCORE_SCALE, 1)
    edges, scores = Edges(edges.need[worthwhile], edges.supplier[worthwhile]), scores.where(worthwhile)
    assignment = solve(problem_of(facts, edges, scores), policy.precision, opening)
    return Proposals(facts, policy, edges, scores, assignment)
