"""Which suppliers may help which needs at all: rules asked once for all needs that are alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from matching.eligibility.rules import RULES, Scope
from matching.facts import Flags, MatchFacts, Rows
from matching.policies import Policy

Grouping = tuple[Rows, Rows]
"""One representative need row per group, and the group of each need."""


@dataclass(frozen=True, slots=True)
class Admission:
    """Every rule that does not look at the very pair, for all needs and suppliers.

    profile_admits[profile of the need, supplier] and place_admits[place of the need, supplier] must both be True.
    """

    profile: Rows
    profile_admits: Flags
    place: Rows
    place_admits: Flags

    @classmethod
    def of(cls, facts: MatchFacts, policy: Policy) -> Self:
        """Ask each rule once per profile (needs alike but for their place) and once per published area."""
        alike, profile = profiles(facts)
        area, place = np.unique(facts.needs.place.index, return_index=True, return_inverse=True)[1:]
        return cls(
            profile=profile,
            profile_admits=passing(facts, policy, alike, {Scope.SUPPLIER, Scope.PROFILE}),
            place=place,
            place_admits=passing(facts, policy, area, {Scope.PLACE}),
        )


def profiles(facts: MatchFacts) -> Grouping:
    """Needs that no rule of scope SUPPLIER or PROFILE can tell apart."""
    needs = facts.needs
    columns = (needs.need_kind.index, needs.aid_type.index, needs.urgency.index, needs.quantity.index,
               needs.audience.index, needs.with_minors.astype(np.int64))  # fmt: skip
    _, first, group = np.unique(np.stack(columns), axis=1, return_index=True, return_inverse=True)
    return first, group.reshape(-1)


def passing(facts: MatchFacts, policy: Policy, need: Rows, scopes: set[Scope]) -> Flags:
    """(needs given, all suppliers): whether all rules of these scopes pass."""
    rows, columns = need[:, None], np.arange(len(facts.suppliers))[None, :]
    admitted = np.ones((len(need), len(facts.suppliers)), np.bool_)
    for rule in RULES:
        if rule.scope in scopes:
            admitted &= rule.passes(facts, policy, rows, columns)
    return admitted


def pairs_allowed(facts: MatchFacts, policy: Policy, need: Rows, supplier: Rows) -> Flags:
    """Pair by pair, the rules that look at the very pair."""
    allowed = np.ones(len(need), np.bool_)
    for rule in RULES:
        if rule.scope is Scope.PAIR:
            allowed &= rule.passes(facts, policy, need, supplier)
    return allowed
