"""Hard rules: who may help at all, and for every no the rule that says so."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matching.eligibility.admission import Admission, pairs_allowed
from matching.eligibility.rules import RULES, Rule, Scope
from matching.facts import MatchFacts
from matching.policies import Policy

__all__ = ["RULES", "Admission", "Rule", "Ruling", "Scope", "pairs_allowed", "rulings"]


@dataclass(frozen=True, slots=True)
class Ruling:
    """One rule's answer about one pair."""

    rule: Rule
    passed: bool


def rulings(facts: MatchFacts, policy: Policy, need: int, supplier: int) -> tuple[Ruling, ...]:
    """Every rule's answer about the pair, in the order of explanation."""
    rows = np.array([need]), np.array([supplier])
    return tuple(Ruling(rule, bool(rule.passes(facts, policy, *rows)[0])) for rule in RULES)
