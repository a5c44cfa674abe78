"""Why an eligible pair was not proposed: not considered, too weak, or outbid, and by whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from matching.assignment import SCORE_SCALE
from matching.explanation.sentences import Sentence, noop
from matching.proposals import Proposals

BELOW_FLOOR = noop("The pair reaches %(score)s points; nothing below %(floor)s is proposed.")
NOT_CONSIDERED = noop("Suppliers nearer or better suited filled the list considered for this need.")
NEED_SERVED = noop(
    "The need is served by suppliers that add more: %(rivals)s; one helper more would add %(price)s points."
)
SUPPLIER_TAKEN = noop(
    "Its capacity went to needs for which it adds more: %(rivals)s; one place more would add %(price)s points."
)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What stood in the way: a rule's code, or one of not_considered, below_floor, need_served, supplier_taken."""

    code: str
    sentence: Sentence


def obstacle_of(proposals: Proposals, need: int, supplier: int, score: int) -> Obstacle | None:
    """The obstacle of an eligible pair; None when it was proposed."""
    floor = proposals.policy.floor
    if score < max(floor * SCORE_SCALE, 1):
        return Obstacle("below_floor", Sentence(BELOW_FLOOR, {"score": points(score), "floor": floor}))
    if proposals.edge_of(need, supplier) is None:
        return Obstacle("not_considered", Sentence(NOT_CONSIDERED))
    helpers, taken = proposals.helpers_of(need), proposals.needs_of(supplier)
    if supplier in helpers:
        return None
    facts, prices = proposals.facts, proposals.assignment.prices
    need_is_served = len(helpers) >= facts.needs.helpers[need]
    supplier_is_taken = len(taken) >= facts.suppliers.capacity[supplier]
    if need_is_served and (not supplier_is_taken or score <= weakest(proposals, need, helpers)):
        rivals, price = (facts.suppliers.key[row] for row in helpers), int(prices.need[need])
        return Obstacle("need_served", outbid(NEED_SERVED, rivals, price))
    rivals, price = (facts.needs.key[row] for row in taken), int(prices.supplier[supplier])
    return Obstacle("supplier_taken", outbid(SUPPLIER_TAKEN, rivals, price))


def weakest(proposals: Proposals, need: int, helpers: Iterable[int]) -> int:
    """The lowest score among the helpers proposed for the need."""
    edges = [proposals.edge_of(need, int(helper)) for helper in helpers]
    return int(np.min([proposals.scores.total[edge] for edge in edges if edge is not None]))


def outbid(msgid: str, rivals: Iterable[str], price: int) -> Sentence:
    return Sentence(msgid, {"rivals": ", ".join(rivals), "price": points(price)})


def points(ten_thousandths: int) -> str:
    """E.g. 62.5 or 7."""
    return f"{ten_thousandths / SCORE_SCALE:.4f}".rstrip("0").rstrip(".")
