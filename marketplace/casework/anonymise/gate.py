"""The publication gate: decided once per household over its consented needs, the strictest rule applying to all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from marketplace.casework.anonymise.classes import ClassCount, RegisterTable
from marketplace.casework.anonymise.facts import Household, Published, completed_years
from marketplace.casework.anonymise.ladder import LADDER, Ladder, Levels
from marketplace.casework.anonymise.protection import protection_on


class Outcome(StrEnum):
    """Who may see the household's needs."""

    OPEN = "open"
    PARTNERS = "partners"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Decision:
    """The outcome, the values it may show, the class they leave it in, and a code when it is kept back."""

    outcome: Outcome
    values: Published | None
    count: ClassCount
    code: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the household shows already, and to whom."""

    outcome: Outcome
    values: Published


NOBODY = ClassCount(0, frozenset())


def decide(
    household: Household,
    *,
    aid_types: frozenset[str],
    register: RegisterTable,
    on: date,
    k_open: int,
    k_partners: int,
    shown: Shown | None = None,
    ladder: Ladder = LADDER,
) -> Decision:
    """The narrowest rung whose class hides the household from everybody, else from partners, else private match.

    `aid_types` are those of all consented needs. A household that shows something already keeps those values:
    `aid_types` are then those of the new need, and where it asks for wider values it gets a private match.
    """
    floor = ladder.floor_for(household, aid_types, on)
    if shown is not None:
        k = k_open if shown.outcome is Outcome.OPEN else k_partners
        return _as_shown(household, shown, floor, register, on, k)
    counted = [(values, register.count(values, on)) for values in _candidates(household, floor, on, ladder)]
    for outcome, k in ((Outcome.OPEN, k_open), (Outcome.PARTNERS, k_partners)):
        for values, count in counted:
            if count.hides_at(k):
                return Decision(outcome, values, count)
    return Decision(Outcome.PRIVATE, None, counted[-1][1], "CLASS_TOO_SMALL")


def needs_guardian(household: Household, on: date) -> bool:
    """Whether somebody in the household is a child on the day for whom a guardian speaks."""
    return completed_years(household.youngest_birth, on) < protection_on(on).child_under


def still_holds(values: Published, *, register: RegisterTable, on: date, k: int) -> bool:
    """Whether published values still hide the household after a change of the register."""
    return register.count(values, on).hides_at(k)


def suits(
    household: Household, values: Published, *, aid_types: frozenset[str], on: date, ladder: Ladder = LADDER
) -> bool:
    """Whether published values are still true of their household and as wide as the law asks for it."""
    wide_enough = meets(values, ladder.floor_for(household, aid_types, on))
    return wide_enough and is_true_of(household, values, on, ladder)


def meets(values: Published, floor: Levels) -> bool:
    """Whether values already shown are at least as wide as a rule demands."""
    family_ok = floor.family < 3 or values.family in (None, "with_minors")
    return values.place_level >= floor.place and (floor.age < 4 or values.age_band is None) and family_ok


def is_true_of(household: Household, values: Published, on: date, ladder: Ladder = LADDER) -> bool:
    """Whether the household falls into the values with ages on that day."""
    return bool(RegisterTable([household], ladder).fits(values, on)[0])


def _candidates(household: Household, floor: Levels, on: date, ladder: Ladder) -> list[Published]:
    seen = dict.fromkeys(ladder.publish(household, levels, on) for levels in ladder.rungs_from(floor))
    return list(seen)


def _as_shown(household: Household, shown: Shown, floor: Levels, register: RegisterTable, on: date, k: int) -> Decision:
    if not meets(shown.values, floor):
        return Decision(Outcome.PRIVATE, None, NOBODY, "ALREADY_SHOWS_NARROWER_VALUES")
    if not is_true_of(household, shown.values, on):
        return Decision(Outcome.PRIVATE, None, NOBODY, "SHOWN_VALUES_NO_LONGER_TRUE")
    count = register.count(shown.values, on)
    if not count.hides_at(k):
        return Decision(Outcome.PRIVATE, None, count, "CLASS_TOO_SMALL")
    return Decision(shown.outcome, shown.values, count)
