"""The hard rules, in the order in which they are explained. Each answers yes or no for many pairs at once."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import Enum

import numpy as np

from marketplace.common.places import contains
from matching.facts import CodeSets, Flags, MatchFacts, Rows
from matching.facts.columns import WITHHELD, ask_each_code
from matching.policies import Limit, Policy

Check = Callable[[MatchFacts, Policy, Rows, Rows], Flags]
"""(facts, policy, need rows, supplier rows) -> whether the rule passes, pair by pair; rows may broadcast."""


class Scope(Enum):
    """What of the need a rule looks at beside the supplier: this decides for how many needs one answer holds."""

    SUPPLIER = "nothing"
    PROFILE = "kind, aid type, urgency, quantity, minors, audience"
    PLACE = "published area"
    PAIR = "this very need"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its stable code; `shown_to_partners` is False where the answer tells what was not published."""

    code: str
    scope: Scope
    passes: Check
    shown_to_partners: bool = True


def every_pair(answer: Flags, need: Rows, supplier: Rows) -> Flags:
    """An answer about one side, repeated for each pair."""
    return np.broadcast_to(answer, np.broadcast(need, supplier).shape)


def audience_allowed(facts: MatchFacts, policy: Policy, need: Rows, supplier: Rows) -> Flags:
    """Needs that are not open go to suppliers verified for that audience."""
    required = policy.requires.audience
    return ask_each_code(facts.needs.audience, need, supplier, lambda code: verified(facts, required.get(code, ())))


def route_allowed(facts: MatchFacts, policy: Policy, need: Rows, supplier: Rows) -> Flags:
    """Some form in which the supplier gives may be offered for this kind of need."""

    def routed(kind: str) -> Flags:
        return facts.suppliers.gives.holding_any([form for form, kinds in policy.routes.items() if kind in kinds])

    return ask_each_code(facts.needs.need_kind, need, supplier, routed)


def kind_offered(facts: MatchFacts, _policy: Policy, need: Rows, supplier: Rows) -> Flags:
    """The supplier offers this kind of help."""
    return ask_each_code(facts.needs.need_kind, need, supplier, facts.suppliers.need_kinds.holding)


def aid_type_covered(facts: MatchFacts, _policy: Policy, need: Rows, supplier: Rows) -> Flags:
    """The supplier helps with this aid type, or with any; a withheld aid type is open to all."""
    helps_with = facts.suppliers.aid_types

    def covering(aid_type: str) -> Flags:
        return helps_with.empty() | helps_with.holding(aid_type) | (aid_type == WITHHELD)

    return ask_each_code(facts.needs.aid_type, need, supplier, covering)


def area_served(facts: MatchFacts, _policy: Policy, need: Rows, supplier: Rows) -> Flags:
    """The published area and an area served lie in each other; the household may be in their common part."""
    return ask_each_code(facts.needs.place, need, supplier, lambda place: serving(facts.suppliers.areas, place))


def serving(areas: CodeSets, place: str) -> Flags:
    """Which suppliers serve some part of the place; a withheld place may be anywhere."""
    if place == WITHHELD:
        return ~areas.empty()
    return areas.holding_any([area for area in areas.column if contains(area, place) or contains(place, area)])


def within_reach(facts: MatchFacts, policy: Policy, need: Rows, supplier: Rows) -> Flags:
    """The middle of the published area is no farther than the supplier's reach and the slack for that kind of area."""
    levels = np.array([policy.distance.slack_km.get(level, 0) for level in range(5)], np.int64)
    reach = facts.suppliers.reach_km[supplier] + levels[facts.needs.place_level[need]]
    return np.asarray(facts.kilometres(need, supplier) <= reach, np.bool_)


def quantity_covered(facts: MatchFacts, policy: Policy, need: Rows, supplier: Rows) -> Flags:
    """The supplier's greatest quantity band reaches the need's."""
    rank = {band: place for place, band in enumerate(policy.quantities)}
    wanted = facts.needs.quantity.looked_up(rank)
    given = facts.suppliers.value_to.looked_up(rank, missing=len(rank))
    return np.asarray(wanted[need] <= given[supplier], np.bool_)


def limits_respected(facts: MatchFacts, policy: Policy, need: Rows, supplier: Rows) -> Flags:
    """No limit of the supplier excludes such a need."""
    respected = np.ones(np.broadcast(need, supplier).shape, np.bool_)
    for code, limit in policy.limits.items():
        respected &= ~(facts.suppliers.limits.holding(code)[supplier] & excluded_by(facts, limit)[need])
    return respected


def excluded_by(facts: MatchFacts, limit: Limit) -> Flags:
    """Which needs match every condition of the limit."""
    needs = facts.needs
    excluded: Flags = np.ones(len(needs), np.bool_)
    for codes, column in (
        (limit.need_kinds, needs.need_kind),
        (limit.aid_types, needs.aid_type),
        (limit.urgency, needs.urgency),
        (limit.quantities, needs.quantity),
    ):
        if codes:
            excluded &= column.among(codes)
    return excluded & needs.with_minors if limit.with_minors else excluded


def capability_verified(facts: MatchFacts, policy: Policy, need: Rows, supplier: Rows) -> Flags:
    """What this kind of help requires was verified."""
    required = policy.requires.need_kind
    return ask_each_code(facts.needs.need_kind, need, supplier, lambda kind: verified(facts, required.get(kind, ())))


def minors_protected(facts: MatchFacts, policy: Policy, need: Rows, supplier: Rows) -> Flags:
    """Who meets a family with minors was checked."""
    required = policy.requires.minors
    checked = ask_each_code(facts.needs.need_kind, need, supplier, lambda kind: verified(facts, required.get(kind, ())))
    return checked | ~facts.needs.with_minors[need]


def verified(facts: MatchFacts, capabilities: Collection[str]) -> Flags:
    """Which suppliers hold every one of these capabilities."""
    held = np.ones(len(facts.suppliers), np.bool_)
    for capability in capabilities:
        held &= facts.suppliers.capabilities.holding(capability)
    return held


def still_valid(facts: MatchFacts, _policy: Policy, need: Rows, supplier: Rows) -> Flags:
    """The offer or programme has not ended."""
    return every_pair(facts.suppliers.valid_until[supplier] >= facts.today.toordinal(), need, supplier)


def not_paused(facts: MatchFacts, _policy: Policy, need: Rows, supplier: Rows) -> Flags:
    """The supplier has not paused this week."""
    return every_pair(~facts.suppliers.paused[supplier], need, supplier)


def capacity_left(facts: MatchFacts, _policy: Policy, need: Rows, supplier: Rows) -> Flags:
    """The supplier can take one need more in this period."""
    return every_pair(facts.suppliers.capacity[supplier] > 0, need, supplier)


def peril_covered(facts: MatchFacts, policy: Policy, need: Rows, supplier: Rows) -> Flags:
    """A group programme insures a peril that this aid answers; of a withheld aid type nothing is known."""

    def answering(aid_type: str) -> Flags:
        perils = [peril for peril, aids in policy.perils.items() if aid_type in aids]
        return facts.suppliers.perils.holding_any(perils) | (aid_type == WITHHELD)

    return not_insurance(facts, need) | ask_each_code(facts.needs.aid_type, need, supplier, answering)


def insured(facts: MatchFacts, _policy: Policy, need: Rows, supplier: Rows) -> Flags:
    """The household belongs to the group that the programme insures."""
    return not_insurance(facts, need) | facts.pairs.insured.has(need, supplier)


def not_insurance(facts: MatchFacts, need: Rows) -> Flags:
    return np.asarray(~facts.needs.need_kind.among({"insurance"})[need], np.bool_)


def no_conflict(facts: MatchFacts, _policy: Policy, need: Rows, supplier: Rows) -> Flags:
    """Donor and beneficiary are not related (Charity Law Art. 40)."""
    return ~facts.pairs.conflict.has(need, supplier)


def not_declined(facts: MatchFacts, _policy: Policy, need: Rows, supplier: Rows) -> Flags:
    """The supplier has not said no to this need."""
    return ~facts.pairs.declined.has(need, supplier)


RULES = (
    Rule("audience_allowed", Scope.PROFILE, audience_allowed),
    Rule("route_allowed", Scope.PROFILE, route_allowed),
    Rule("kind_offered", Scope.PROFILE, kind_offered),
    Rule("aid_type_covered", Scope.PROFILE, aid_type_covered),
    Rule("area_served", Scope.PLACE, area_served),
    Rule("within_reach", Scope.PLACE, within_reach),
    Rule("quantity_covered", Scope.PROFILE, quantity_covered),
    Rule("limits_respected", Scope.PROFILE, limits_respected),
    Rule("capability_verified", Scope.PROFILE, capability_verified),
    Rule("minors_protected", Scope.PROFILE, minors_protected),
    Rule("still_valid", Scope.SUPPLIER, still_valid),
    Rule("not_paused", Scope.SUPPLIER, not_paused),
    Rule("capacity_left", Scope.SUPPLIER, capacity_left),
    Rule("peril_covered", Scope.PROFILE, peril_covered),
    Rule("insured", Scope.PAIR, insured, shown_to_partners=False),
    Rule("no_conflict", Scope.PAIR, no_conflict, shown_to_partners=False),
    Rule("not_declined", Scope.PAIR, not_declined),
)
