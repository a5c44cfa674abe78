"""Why this one, why not that one. Officers get everything; partners only what follows from what was published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from marketplace.common.verdict import DomainError
from matching.assignment import SCORE_SCALE
from matching.eligibility import Ruling, rulings
from matching.explanation.obstacles import Obstacle, obstacle_of
from matching.explanation.partners import why_suggested
from matching.explanation.sentences import Code, Sentence, Voice
from matching.explanation.wording import particulars, reason
from matching.proposals import Proposals
from matching.scoring import score_pairs

__all__ = ["Code", "Explanation", "Obstacle", "ReferenceUnknown", "Sentence", "Voice", "explain", "why_suggested"]


class ReferenceUnknown(DomainError):
    """The need or supplier was not part of the run."""

    code = "REFERENCE_UNKNOWN"


@dataclass(frozen=True, slots=True)
class Explanation:
    """One pair: every rule with its reason; for an eligible pair its score in parts (ten-thousandths); the obstacle."""

    need: str
    supplier: str
    rules: tuple[tuple[Ruling, Sentence], ...]
    parts: Mapping[str, int]
    score: int | None
    obstacle: Obstacle | None

    @property
    def eligible(self) -> bool:
        """Whether every rule passes."""
        return all(ruling.passed for ruling, _ in self.rules)

    def as_row(self, voice: Voice) -> dict[str, Any]:
        """A row of `manage.py explain`; points as numbers with at most four decimals."""
        return {
            "supplier": self.supplier,
            "eligible": self.eligible,
            "rules": [
                {"rule": ruling.rule.code, "passed": ruling.passed, "reason": voice.say(sentence)}
                for ruling, sentence in self.rules
            ],
            "parts": {part: earned / SCORE_SCALE for part, earned in self.parts.items()},
            "score": None if self.score is None else self.score / SCORE_SCALE,
            "obstacle": voice.say(self.obstacle.sentence) if self.obstacle else None,
        }


def explain(proposals: Proposals, need: str, supplier: str | None = None) -> tuple[Explanation, ...]:
    """The need and one supplier, or all of them in their order; raises `ReferenceUnknown`."""
    row = row_of(need, proposals.facts.needs.key)
    if supplier is not None:
        return (explain_pair(proposals, row, row_of(supplier, proposals.facts.suppliers.key)),)
    return tuple(explain_pair(proposals, row, other) for other in range(len(proposals.facts.suppliers)))


def row_of(reference: str, keys: tuple[str, ...]) -> int:
    """The row of a key; raises `ReferenceUnknown`."""
    try:
        return keys.index(reference)
    except ValueError as error:
        raise ReferenceUnknown(f"{reference} is not part of this run") from error


def explain_pair(proposals: Proposals, need: int, supplier: int) -> Explanation:
    """Everything about one pair of rows."""
    facts, policy = proposals.facts, proposals.policy
    ruled = rulings(facts, policy, need, supplier)
    known = particulars(facts, policy, need, supplier)
    rules = tuple((ruling, reason(facts, policy, need, supplier, ruling, known)) for ruling in ruled)
    failed = next(((ruling, sentence) for ruling, sentence in rules if not ruling.passed), None)
    parts: dict[str, int] = {}
    if failed is None:
        scores = score_pairs(facts, policy, np.array([need]), np.array([supplier]))
        parts = {part: int(earned[0]) for part, earned in scores.parts.items()}
    score = sum(parts.values())
    return Explanation(
        need=facts.needs.key[need],
        supplier=facts.suppliers.key[supplier],
        rules=rules,
        parts=parts,
        score=score if failed is None else None,
        obstacle=Obstacle(failed[0].rule.code, failed[1]) if failed else obstacle_of(proposals, need, supplier, score),
    )
