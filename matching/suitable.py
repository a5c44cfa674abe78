"""Who could help with one need if asked by name: the rules of a run, over what this supplier would be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from marketplace.common import clock
from marketplace.fulfilment.capacity import Supplier as Helper
from marketplace.needs.models import Need as NeedRow
from marketplace.needs.states import Audience
from matching.eligibility import Ruling, rulings
from matching.explanation import Sentence, why_suggested
from matching.explanation.wording import particulars, reason
from matching.facts import MatchFacts, Need, NeedFacts, SupplierFacts
from matching.policies import Policy
from matching.scoring import score_pairs
from matching.sources.gather import pairs_between
from matching.sources.needs import need_facts
from matching.sources.suppliers import listed_suppliers

COLUMNS = {"aid_type": "aid_type", "place": "place", "urgency_band": "urgency", "quantity_band": "quantity"}
"""Released field -> column of the facts: matching knows of a private need what its partner is told, and no more."""


@dataclass(frozen=True, slots=True)
class Suited:
    """One supplier: why it fits, or the first rule that it fails; `score` in ten-thousandths of a point."""

    helper: Helper
    score: int
    parts: Mapping[str, int]
    reasons: tuple[Sentence, ...]
    refusal: Sentence | None
    refused_by: str = ""

    @property
    def may_be_asked(self) -> bool:
        """Whether every rule passes."""
        return self.refusal is None


def suited_to(need: NeedRow, policy: Policy, told: Mapping[str, str] | None = None) -> list[Suited]:
    """Every supplier, those that may be asked first, the best on top; `told`: released values of a private need."""
    listed = list(listed_suppliers())
    needs = NeedFacts.of([_facts_of(need, policy, told or {})])
    suppliers = SupplierFacts.of(supplier for _helper, supplier in listed)
    facts = MatchFacts(needs, suppliers, pairs_between(needs, suppliers), clock.today())
    judged = [_judge(facts, policy, row, helper) for row, (helper, _supplier) in enumerate(listed)]
    return sorted(judged, key=lambda each: (not each.may_be_asked, -each.score, each.helper.reference))


def _facts_of(need: NeedRow, policy: Policy, told: Mapping[str, str]) -> Need:
    """What is not open to everybody asks for what the policy requires of its audience."""
    need.free = 1  # as `open_needs` counts it
    (known,) = need_facts([need], policy)
    if need.audience == Audience.OPEN:
        return known
    if need.audience == Audience.PARTNERS:
        return replace(known, audience=Audience.PRIVATE.value)
    values = {column: told[field] for field, column in COLUMNS.items() if field in told}
    return replace(known, with_minors=told.get("family") == "with_minors", **values)  # type: ignore[arg-type]


def _judge(facts: MatchFacts, policy: Policy, row: int, helper: Helper) -> Suited:
    failed = next((ruling for ruling in rulings(facts, policy, 0, row) if not ruling.passed), None)
    if failed is not None:
        return Suited(helper, 0, {}, (), _why_not(facts, policy, row, failed), failed.rule.code)
    scores = score_pairs(facts, policy, np.array([0]), np.array([row]))
    parts = {part: int(points[0]) for part, points in scores.parts.items()}
    return Suited(helper, int(scores.total[0]), parts, why_suggested(facts, policy, 0, row), None)


def _why_not(facts: MatchFacts, policy: Policy, row: int, ruling: Ruling) -> Sentence:
    return reason(facts, policy, 0, row, ruling, particulars(facts, policy, 0, row))


def first_refusals(suited: Sequence[Suited]) -> list[tuple[Sentence, int]]:
    """Of those who may not be asked: a sentence for each rule that fails first, and for how many it does."""
    counts: dict[str, int] = {}
    said: dict[str, Sentence] = {}
    for each in suited:
        if each.refusal is not None:
            counts[each.refused_by] = counts.get(each.refused_by, 0) + 1
            said.setdefault(each.refused_by, each.refusal)
    return [(said[code], count) for code, count in sorted(counts.items(), key=lambda pair: -pair[1])]
