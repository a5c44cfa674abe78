"""Soft criteria: how well a pair fits, in ten-thousandths of a point, as the exact sum of its parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

import numpy as np

from matching.assignment.problem import SCORE_SCALE
from matching.facts import Codes, Flags, MatchFacts, Numbers, Rows
from matching.facts.columns import WITHHELD, ask_each_code
from matching.policies import Policy

WHOLE = 100


class Looks(Enum):
    """What a part looks at beside the policy."""

    AT_THE_NEED = "need"
    AT_PROFILE_AND_SUPPLIER = "profile"
    AT_THE_DISTANCE = "distance"
    AT_THE_PAIR = "pair"


@dataclass(frozen=True, slots=True)
class Part:
    """One criterion; `earned` says, pair by pair, how many points of its weight are reached."""

    code: str
    looks: Looks
    earned: Callable[[MatchFacts, Policy, Rows, Rows], Numbers]


@dataclass(frozen=True, slots=True)
class Scores:
    """Pair by pair: the parts and their sum."""

    parts: Mapping[str, Numbers]
    total: Numbers

    def where(self, kept: Flags) -> Scores:
        """Of these pairs only."""
        return Scores({part: points[kept] for part, points in self.parts.items()}, self.total[kept])


def full_points(policy: Policy, part: str) -> int:
    """The weight of a part in ten-thousandths."""
    return policy.weights[part] * SCORE_SCALE


def share_of(policy: Policy, part: str, percentages: Numbers) -> Numbers:
    return full_points(policy, part) * percentages // WHOLE


def banded(part: str, column: Callable[[MatchFacts], Codes], table: Callable[[Policy], Mapping[str, int]]) -> Part:
    """A part that depends on a band of the need alone."""

    def earned(facts: MatchFacts, policy: Policy, need: Rows, _supplier: Rows) -> Numbers:
        shares = {WITHHELD: policy.shares.withheld, **table(policy)}
        return share_of(policy, part, column(facts).looked_up(shares)[need])

    return Part(part, Looks.AT_THE_NEED, earned)


def distance(facts: MatchFacts, policy: Policy, need: Rows, supplier: Rows) -> Numbers:
    """Full points at the doorstep, none from the policy's range on; the candidates' kernel reckons the same way."""
    nearness = np.maximum(0.0, 1.0 - facts.kilometres(need, supplier) / policy.distance.range_km)
    return np.asarray(full_points(policy, "distance") * nearness).astype(np.int64)


def fit(facts: MatchFacts, policy: Policy, need: Rows, supplier: Rows) -> Numbers:
    """Full points for who names this aid type, a middling share for who helps with any or where it was withheld."""
    named = ask_each_code(facts.needs.aid_type, need, supplier, facts.suppliers.aid_types.holding)
    return share_of(policy, "fit", np.where(named, WHOLE, policy.shares.withheld))


def skill(facts: MatchFacts, policy: Policy, need: Rows, supplier: Rows) -> Numbers:
    """Full points for who holds a skill that helps with this aid type."""

    def skilled(aid_type: str) -> Flags:
        return facts.suppliers.skills.holding_any(policy.skills.get(aid_type, ()))

    return share_of(policy, "skill", np.where(ask_each_code(facts.needs.aid_type, need, supplier, skilled), WHOLE, 0))


def contact(facts: MatchFacts, policy: Policy, need: Rows, supplier: Rows) -> Numbers:
    """Full points for who has helped this household before."""
    return share_of(policy, "contact", np.where(facts.pairs.contact.has(need, supplier), WHOLE, 0))


def spread(facts: MatchFacts, policy: Policy, need: Rows, supplier: Rows) -> Numbers:
    """The freer a supplier still is, the better: work is spread over many."""
    free = facts.suppliers.capacity * WHOLE // np.maximum(facts.suppliers.period_capacity, 1)
    points = share_of(policy, "spread", np.clip(free, 0, WHOLE))[supplier]
    return np.broadcast_to(points, np.broadcast(need, supplier).shape)


PARTS = (
    Part("distance", Looks.AT_THE_DISTANCE, distance),
    banded("urgency", lambda facts: facts.needs.urgency, lambda policy: policy.shares.urgency),
    banded("waiting", lambda facts: facts.needs.waiting, lambda policy: policy.shares.waiting),
    banded("equity", lambda facts: facts.needs.equity, lambda policy: policy.shares.equity),
    Part("fit", Looks.AT_PROFILE_AND_SUPPLIER, fit),
    Part("skill", Looks.AT_PROFILE_AND_SUPPLIER, skill),
    Part("contact", Looks.AT_THE_PAIR, contact),
    Part("spread", Looks.AT_PROFILE_AND_SUPPLIER, spread),
)


def score_pairs(facts: MatchFacts, policy: Policy, need: Rows, supplier: Rows) -> Scores:
    """Every part for every pair (need[k], supplier[k])."""
    parts = {part.code: part.earned(facts, policy, need, supplier) for part in PARTS}
    return Scores(parts, np.sum([*parts.values()], axis=0, dtype=np.int64))


def standing_points(facts: MatchFacts, policy: Policy, need: int) -> Numbers:
    """For every supplier the points that do not depend on where such a need is: what candidates are sorted by."""
    rows, suppliers = np.array([need]), np.arange(len(facts.suppliers))
    standing = [part for part in PARTS if part.looks is Looks.AT_PROFILE_AND_SUPPLIER]
    earned = [part.earned(facts, policy, rows, suppliers) for part in standing]
    return np.asarray(np.sum(earned, axis=0, dtype=np.int64))
