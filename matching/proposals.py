"""What a run found: proposed pairs, their scores, and everything an explanation asks about later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from matching.assignment import Assignment, Problem
from matching.candidates import Edges
from matching.facts import MatchFacts, Rows
from matching.policies import Policy
from matching.scoring import Scores


@dataclass(frozen=True, slots=True)
class ProposedPair:
    """A proposal: keys, score and its parts in ten-thousandths of a point."""

    need: str
    supplier: str
    score: int
    parts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Proposals:
    """One run: facts, policy, the edges considered with their scores, and the assignment over them."""

    facts: MatchFacts
    policy: Policy
    edges: Edges
    scores: Scores
    assignment: Assignment

    def pairs(self) -> Iterator[ProposedPair]:
        """The proposed pairs, by need row, then supplier row."""
        for edge in self.assignment.edges:
            yield ProposedPair(
                need=self.facts.needs.key[self.edges.need[edge]],
                supplier=self.facts.suppliers.key[self.edges.supplier[edge]],
                score=int(self.scores.total[edge]),
                parts=self.parts(int(edge)),
            )

    def problem(self) -> Problem:
        """What was solved."""
        return problem_of(self.facts, self.edges, self.scores)

    def parts(self, edge: int) -> dict[str, int]:
        """The parts of an edge's score; their sum is the score."""
        return {part: int(points[edge]) for part, points in self.scores.parts.items()}

    def edge_of(self, need: int, supplier: int) -> int | None:
        """The edge between two rows, if it was considered."""
        first, end = np.searchsorted(self.edges.need, [need, need + 1])
        place = first + np.searchsorted(self.edges.supplier[first:end], supplier)
        return int(place) if place < end and self.edges.supplier[place] == supplier else None

    def helpers_of(self, need: int) -> Rows:
        """Supplier rows proposed for the need."""
        chosen = self.assignment.edges
        return np.asarray(self.edges.supplier[chosen][self.edges.need[chosen] == need], np.int64)

    def needs_of(self, supplier: int) -> Rows:
        """Need rows for which the supplier is proposed."""
        chosen = self.assignment.edges
        return np.asarray(self.edges.need[chosen][self.edges.supplier[chosen] == supplier], np.int64)


def problem_of(facts: MatchFacts, edges: Edges, scores: Scores) -> Problem:
    """The scored edges under the needs' demand and the suppliers' capacity."""
    return Problem(
        need=edges.need.astype(np.int32),
        supplier=edges.supplier.astype(np.int32),
        score=scores.total,
        demand=facts.needs.helpers,
        capacity=facts.suppliers.capacity,
    )
