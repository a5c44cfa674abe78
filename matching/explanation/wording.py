"""What each rule says when it passes and when it does not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from matching.eligibility import Ruling
from matching.eligibility.rules import excluded_by
from matching.explanation.sentences import Code, Parameter, Sentence, noop
from matching.facts import MatchFacts
from matching.facts.columns import WITHHELD
from matching.policies import Policy


class Wording(NamedTuple):
    """Both answers of a rule."""

    passed: str
    failed: str


WORDINGS = {
    "audience_allowed": Wording(
        noop("May see needs for this audience."),
        noop("This need is not shown to everybody; not verified yet: %(missing_for_audience)s."),
    ),
    "route_allowed": Wording(
        noop("What it gives may be offered for this kind of need."),
        noop("%(gives)s: this may not be offered for a need of this kind (%(kind)s)."),
    ),
    "kind_offered": Wording(
        noop("Offers this kind of help (%(kind)s)."),
        noop("Does not offer this kind of help (%(kind)s)."),
    ),
    "aid_type_covered": Wording(
        noop("Helps with this aid type (%(aid)s)."),
        noop("Does not help with this aid type (%(aid)s)."),
    ),
    "area_served": Wording(
        noop("Serves the published area or a part of it (%(place)s)."),
        noop("Does not serve the published area (%(place)s)."),
    ),
    "within_reach": Wording(
        noop("About %(kilometres)s km from the middle of the published area, within its reach."),
        noop("About %(kilometres)s km from the middle of the published area; its reach is %(reach)s km."),
    ),
    "quantity_covered": Wording(
        noop("Can provide the quantity asked for."),
        noop("Provides at most %(value_to)s; more is asked for (%(quantity)s)."),
    ),
    "limits_respected": Wording(
        noop("None of its limits excludes the need."),
        noop("Its limits exclude the need: %(limits)s."),
    ),
    "capability_verified": Wording(
        noop("Everything this kind of help requires was verified."),
        noop("Required for this kind of help and not verified yet: %(missing_for_kind)s."),
    ),
    "minors_protected": Wording(
        noop("Nothing more is required to protect minors."),
        noop("Required in families with minors and not verified yet: %(missing_for_minors)s."),
    ),
    "still_valid": Wording(
        noop("Its offer is valid."),
        noop("Its offer ended on %(valid_until)s; it must be renewed first."),
    ),
    "not_paused": Wording(
        noop("Has not paused this week."),
        noop("Has paused this week; it can be asked again next week."),
    ),
    "capacity_left": Wording(
        noop("Can take %(capacity)s more in this period."),
        noop("Has no capacity left in this period."),
    ),
    "peril_covered": Wording(
        noop("No insurance condition stands against it."),
        noop("The group programme covers no risk of this kind (%(aid)s)."),
    ),
    "insured": Wording(
        noop("No condition of an insured group stands against it."),
        noop("The household does not belong to the programme's insured group."),
    ),
    "no_conflict": Wording(
        noop("Giver and household are not known to be related."),
        noop("Giver and household are related; Article 40 of the Charity Law forbids it."),
    ),
    "not_declined": Wording(
        noop("Has not declined this need."),
        noop("Has declined this need."),
    ),
}

NEVER_TO_A_HOUSEHOLD = noop(
    "Money raised from the public or among members never goes to one household; "
    "it goes to a programme with a filed plan."
)
AID_WITHHELD = noop("The aid type was not published.")
PLACE_WITHHELD = noop("The area becomes known only when a caseworker releases it.")


def reason(
    facts: MatchFacts, policy: Policy, need: int, supplier: int, ruling: Ruling, known: Mapping[str, Parameter]
) -> Sentence:
    """The sentence for one ruling about the pair; `known` are its particulars."""
    code = ruling.rule.code
    withheld = {
        "aid_type_covered": (facts.needs.aid_type[need] == WITHHELD, AID_WITHHELD),
        "area_served": (facts.needs.place[need] == WITHHELD, PLACE_WITHHELD),
        "within_reach": (facts.needs.place[need] == WITHHELD, PLACE_WITHHELD),
    }
    unknown, sentence = withheld.get(code, (False, ""))
    if ruling.passed and unknown:
        return Sentence(sentence)
    if code == "route_allowed" and not ruling.passed and only_raised_money(facts, policy, supplier):
        return Sentence(NEVER_TO_A_HOUSEHOLD)
    msgid = WORDINGS[code].passed if ruling.passed else WORDINGS[code].failed
    return Sentence(msgid, {name: value for name, value in known.items() if f"%({name})s" in msgid})


def only_raised_money(facts: MatchFacts, policy: Policy, supplier: int) -> bool:
    """Whether the supplier gives in no form that any need may be offered."""
    forms = facts.suppliers.gives.codes_of(supplier)
    return bool(forms) and all(form in policy.routes and not policy.routes[form] for form in forms)


def particulars(facts: MatchFacts, policy: Policy, need: int, supplier: int) -> dict[str, Parameter]:
    """Whatever a wording may mention."""
    needs, suppliers = facts.needs, facts.suppliers
    kind, required = needs.need_kind[need], policy.requires
    return {
        "kind": Code("need_kind", kind),
        "aid": Code("aid_type", needs.aid_type[need]),
        "place": Code("place", needs.place[need]),
        "quantity": Code("quantity_band", needs.quantity[need]),
        "value_to": Code("quantity_band", suppliers.value_to[supplier]),
        "gives": names("gives", suppliers.gives.codes_of(supplier)),
        "limits": names("limit", excluding(facts, policy, need, supplier)),
        "missing_for_audience": missing(facts, supplier, required.audience.get(needs.audience[need], ())),
        "missing_for_kind": missing(facts, supplier, required.need_kind.get(kind, ())),
        "missing_for_minors": missing(facts, supplier, required.minors.get(kind, ())),
        "kilometres": round(float(facts.kilometres(need, supplier))),
        "reach": int(suppliers.reach_km[supplier]),
        "capacity": int(suppliers.capacity[supplier]),
        "valid_until": date.fromordinal(int(suppliers.valid_until[supplier])).isoformat(),
    }


def names(code_list: str, codes: tuple[str, ...]) -> tuple[Code, ...]:
    return tuple(Code(code_list, code) for code in codes)


def missing(facts: MatchFacts, supplier: int, required: tuple[str, ...]) -> tuple[Code, ...]:
    """The capabilities that are required and that the supplier does not hold."""
    held = facts.suppliers.capabilities.codes_of(supplier)
    return names("capability", tuple(code for code in required if code not in held))


def excluding(facts: MatchFacts, policy: Policy, need: int, supplier: int) -> tuple[str, ...]:
    """The supplier's limits that exclude the need."""
    held = facts.suppliers.limits.codes_of(supplier)
    return tuple(code for code in held if code in policy.limits and excluded_by(facts, policy.limits[code])[need])
