"""What a partner may read: reasons that follow from its own profile and the published line, distances as bands."""

from __future__ import annotations

from matching.explanation.sentences import Code, Sentence, noop
from matching.facts import MatchFacts
from matching.facts.columns import WITHHELD
from matching.policies import Policy

OFFERED = noop("You offer this kind of help (%(kind)s).")
NAMED_AID = noop("You named this aid type (%(aid)s).")
SKILLED = noop("You have a skill that helps with this aid type (%(aid)s).")
NEAR = noop("The middle of the published area (%(place)s) is %(band)s km from you.")
URGENT = noop("The need is urgent.")
FREE = noop("You have capacity left in this period.")


def why_suggested(facts: MatchFacts, policy: Policy, need: int, supplier: int) -> tuple[Sentence, ...]:
    """The reasons for showing the need to the supplier, the weightiest first.

    Register membership, earlier contact and the score never appear: they would tell what was not published.
    """
    needs, aid = facts.needs, facts.needs.aid_type[need]
    reasons = [Sentence(OFFERED, {"kind": Code("need_kind", needs.need_kind[need])})]
    if needs.place[need] != WITHHELD:
        band = policy.distance_band(float(facts.kilometres(need, supplier)))
        reasons.append(Sentence(NEAR, {"place": Code("place", needs.place[need]), "band": band}))
    if aid != WITHHELD and aid in facts.suppliers.aid_types.codes_of(supplier):
        reasons.append(Sentence(NAMED_AID, {"aid": Code("aid_type", aid)}))
    if set(policy.skills.get(aid, ())) & set(facts.suppliers.skills.codes_of(supplier)):
        reasons.append(Sentence(SKILLED, {"aid": Code("aid_type", aid)}))
    if needs.urgency[need] == "high":
        reasons.append(Sentence(URGENT))
    if facts.suppliers.capacity[supplier] > 0:
        reasons.append(Sentence(FREE))
    return tuple(reasons)
