"""What the gate decides for a household, from the register alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.casework.anonymise import (
    Decision,
    Household,
    Outcome,
    Published,
    RegisterTable,
    Shown,
    decide,
    needs_guardian,
    still_holds,
    suits,
)
from tests.casework.anonymise import oracle

NOVEMBER = date(2026, 11, 1)
ELDER = date(1956, 3, 3)
FREE = frozenset({"medical"})


def one(birth: date = ELDER, *, township: str = "330203001", registers: tuple[str, ...] = ("other",)) -> Household:
    return Household(township, birth, birth, birth, 1, "healthy", frozenset(registers))


def alike(number: int, household: Household) -> list[Household]:
    """So many households with the same values, on two registers by turns."""
    names = [frozenset({"other"}), frozenset({"dibao"})]
    return [replace(household, registers=names[i % 2]) for i in range(number)]


def judge(
    household: Household, register: list[Household], aid: frozenset[str] = FREE, shown: Shown | None = None
) -> Decision:
    return decide(
        household,
        aid_types=aid,
        register=RegisterTable(register),
        on=NOVEMBER,
        k_open=11,
        k_partners=5,
        shown=shown,
    )


def test_eleven_alike_in_a_township_are_shown_to_everybody_with_five_years_of_age() -> None:
    decision = judge(one(), alike(11, one()))
    assert decision.outcome is Outcome.OPEN
    assert decision.values == Published("330203001", 1, "70-74", "1", None)
    assert decision.count.size == 11


def test_ten_alike_are_for_partners_only() -> None:
    decision = judge(one(), alike(10, one()))
    assert (decision.outcome, decision.count.size) == (Outcome.PARTNERS, 10)


def test_vector_k1_a_class_of_four_is_generalised_or_kept_back() -> None:
    """domain.md §5.2 K1: classes 5, 6, 4 with k = 5."""
    sizes = {"330203001": 5, "330203002": 6, "330212004": 4}
    register = [h for place, size in sizes.items() for h in alike(size, one(township=place))]
    shown = {place: judge(one(township=place), register).values for place in sizes}
    assert judge(one(township="330212004"), alike(4, one(township="330212004"))).outcome is Outcome.PRIVATE
    # Fifteen in the urban districts hide everybody from everybody, four alone hide nobody.
    assert {value.place for value in shown.values() if value} == {"330203", "urban"}


def test_vector_k4_a_sixth_household_keeps_a_class_of_five() -> None:
    """domain.md §5.2 K4: going from 5 to 6 is allowed."""
    values = Published("330203", 2, "70-74", None, None)
    five, six = RegisterTable(alike(5, one())), RegisterTable(alike(6, one()))
    assert still_holds(values, register=five, on=NOVEMBER, k=5)
    assert still_holds(values, register=six, on=NOVEMBER, k=5)


def test_a_register_held_by_all_hides_nobody() -> None:
    all_on_dibao = [one(registers=("dibao", "other")), *[one(registers=("dibao",))] * 30]
    assert judge(all_on_dibao[0], all_on_dibao).outcome is Outcome.PRIVATE
    mixed = [*all_on_dibao, one(registers=("temporary",))]
    assert judge(all_on_dibao[0], mixed).outcome is Outcome.OPEN


def test_below_five_it_is_kept_for_private_match_with_the_reason() -> None:
    decision = judge(one(), alike(4, one()))
    assert (decision.outcome, decision.values, decision.code) == (Outcome.PRIVATE, None, "CLASS_TOO_SMALL")


def test_a_child_under_14_widens_place_age_and_family() -> None:
    child = Household("330203001", date(1990, 1, 1), date(2012, 11, 2), date(1990, 1, 1), 2, "healthy", frozenset())
    decision = judge(child, alike(20, child))
    assert decision.values == Published("urban", 3, None, "with_minors", None)
    assert needs_guardian(child, NOVEMBER)


def test_a_child_who_is_14_on_the_first_of_the_month_is_no_child() -> None:
    child = Household("330203001", date(1990, 1, 1), date(2012, 11, 1), date(1990, 1, 1), 2, "healthy", frozenset())
    assert not needs_guardian(child, NOVEMBER)
    decision = judge(child, alike(20, child))
    assert decision.values is not None
    assert decision.values.place_level == 1


def test_a_status_label_is_never_shown_below_the_district() -> None:
    for aid in ("dibao", "tekun"):
        decision = judge(one(), alike(20, one()), frozenset({"medical", aid}))
        assert decision.values is not None
        assert decision.values.place == "330203"


def test_a_later_need_keeps_what_the_household_shows() -> None:
    shown = Shown(Outcome.OPEN, Published("330203001", 1, "70-74", "1", None))
    assert judge(one(), alike(12, one()), shown=shown).values == shown.values


def test_a_later_need_that_asks_for_wider_values_is_kept_back() -> None:
    shown = Shown(Outcome.OPEN, Published("330203001", 1, "70-74", "1", None))
    decision = judge(one(), alike(12, one()), frozenset({"dibao"}), shown)
    assert (decision.outcome, decision.code) == (Outcome.PRIVATE, "ALREADY_SHOWS_NARROWER_VALUES")


def test_a_later_need_never_repeats_values_that_are_true_no_more() -> None:
    shown = Shown(Outcome.OPEN, Published("330203001", 1, "65-69", "1", None))
    decision = judge(one(), alike(12, one()) + alike(12, one(date(1958, 1, 1))), shown=shown)
    assert (decision.outcome, decision.code) == (Outcome.PRIVATE, "SHOWN_VALUES_NO_LONGER_TRUE")


def test_what_partners_see_is_never_opened_later_and_open_values_below_eleven_stay_closed() -> None:
    values = Published("330203001", 1, "70-74", "1", None)
    for_partners = judge(one(), alike(20, one()), shown=Shown(Outcome.PARTNERS, values))
    too_few = judge(one(), alike(8, one()), shown=Shown(Outcome.OPEN, values))
    assert for_partners.outcome is Outcome.PARTNERS
    assert (too_few.outcome, too_few.code) == (Outcome.PRIVATE, "CLASS_TOO_SMALL")


def test_values_suit_a_household_while_they_are_true_and_wide_enough() -> None:
    values = Published("330203001", 1, "70-74", "1", None)
    moved, married = one(township="330212004"), replace(one(), size=2)
    with_child = replace(one(), size=1, youngest_birth=date(2020, 1, 1))
    assert suits(one(), values, aid_types=FREE, on=NOVEMBER)
    assert not suits(one(), values, aid_types=frozenset({"tekun"}), on=NOVEMBER)
    for changed in (moved, married, with_child):
        assert not suits(changed, values, aid_types=FREE, on=NOVEMBER)


@settings(max_examples=200, deadline=None)
@given(st.lists(oracle.households, min_size=1, max_size=40), st.sets(st.sampled_from(["medical", "dibao"]), min_size=1))
def test_whatever_is_published_hides_the_household_and_obeys_every_rule(
    register: list[Household], aid_types: set[str]
) -> None:
    household = register[0]
    decision = judge(household, register, frozenset(aid_types))
    if decision.values is None:
        assert decision.outcome is Outcome.PRIVATE
        return
    size, shared = oracle.count(register, decision.values, NOVEMBER)
    assert size >= (11 if decision.outcome is Outcome.OPEN else 5)
    assert not shared
    assert oracle.falls_into(household, decision.values, NOVEMBER)
    if oracle.age(household.youngest_birth, NOVEMBER) < 14:
        assert decision.values.place_level >= 3
        assert decision.values.age_band is None
        assert decision.values.family in (None, "with_minors")
    if "dibao" in aid_types:
        assert decision.values.place_level >= 2


@settings(max_examples=100, deadline=None)
@given(st.lists(oracle.households, min_size=1, max_size=40))
def test_no_narrower_rung_would_have_hidden_the_household(register: list[Household]) -> None:
    from marketplace.casework.anonymise import LADDER

    household = register[0]
    decision = judge(household, register)
    if decision.outcome is not Outcome.OPEN:
        return
    floor = LADDER.floor_for(household, FREE, NOVEMBER)
    for levels in LADDER.rungs_from(floor):
        values = LADDER.publish(household, levels, NOVEMBER)
        if values == decision.values:
            return
        size, shared = oracle.count(register, values, NOVEMBER)
        assert size < 11 or shared
    raise AssertionError("the values are on no rung")
