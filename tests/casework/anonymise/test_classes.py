"""Classes are counted as the contract says, whatever the register holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.casework.anonymise import LADDER, Household, Levels, Published, RegisterTable, completed_years
from tests.casework.anonymise import oracle

NOVEMBER = date(2026, 11, 1)
registers = st.lists(oracle.households, max_size=25)


@settings(max_examples=250, deadline=None)
@given(registers, oracle.values, oracle.days)
def test_a_class_is_counted_like_the_plain_rules_count_it(
    register: list[Household], shown: Published, on: date
) -> None:
    count = RegisterTable(register).count(shown, on)
    assert (count.size, count.shared_registers) == oracle.count(register, shown, on)


@settings(max_examples=150, deadline=None)
@given(registers, oracle.values, oracle.days, st.sampled_from(["age_band", "family", "health"]))
def test_a_wider_value_never_makes_a_class_smaller(
    register: list[Household], shown: Published, on: date, withheld: str
) -> None:
    table = RegisterTable(register)
    wider = replace(shown, place="330200", place_level=4, **{withheld: None})
    narrow, wide = table.count(shown, on), table.count(wider, on)
    assert narrow.size <= wide.size
    assert narrow.size == 0 or narrow.shared_registers >= wide.shared_registers


@settings(max_examples=150, deadline=None)
@given(registers, oracle.households, oracle.values, oracle.days, st.integers(1, 12))
def test_one_more_household_never_breaks_a_class(
    register: list[Household], one_more: Household, shown: Published, on: date, k: int
) -> None:
    before = RegisterTable(register).count(shown, on)
    after = RegisterTable([*register, one_more]).count(shown, on)
    assert not before.hides_at(k) or after.hides_at(k)


@settings(max_examples=200, deadline=None)
@given(oracle.households, oracle.days, st.data())
def test_a_household_falls_into_whatever_it_publishes(one: Household, on: date, data: st.DataObject) -> None:
    levels = data.draw(st.builds(Levels, *[st.integers(1, 4)] * 4))
    shown = LADDER.publish(one, levels, on)
    if completed_years(one.head_birth, on) >= 0:
        assert RegisterTable([one]).count(shown, on).size == 1


def test_the_class_of_nobody_is_empty() -> None:
    count = RegisterTable([]).count(Published("330200", 4, None, None, None), NOVEMBER)
    assert (count.size, count.hides_at(1)) == (0, False)


@pytest.mark.parametrize(
    ("birth", "on", "years"),
    [
        (date(1964, 2, 29), date(2026, 2, 1), 61),
        (date(1964, 2, 29), date(2026, 3, 1), 62),
        (date(1964, 2, 29), date(2028, 2, 1), 63),
        (date(1964, 2, 29), date(2028, 3, 1), 64),
        (date(1966, 11, 1), NOVEMBER, 60),
        (date(1966, 11, 2), NOVEMBER, 59),
        (date(2026, 11, 20), NOVEMBER, 0),
    ],
)
def test_years_are_completed_on_the_first_of_the_month(birth: date, on: date, years: int) -> None:
    one = Household("330203001", birth, birth, birth, 1, "healthy", frozenset({"other"}))
    assert completed_years(birth, on) == years
    band = Published("330203", 2, f"{years}-{years}", None, None)
    assert RegisterTable([one]).count(band, on).size == 1


def test_two_registers_held_by_one_household_are_not_shared_by_all() -> None:
    def on_register(*names: str) -> Household:
        birth = date(1956, 3, 3)
        return Household("330203001", birth, birth, birth, 1, "healthy", frozenset(names))

    shown = Published("330203001", 1, None, None, None)
    both = RegisterTable([on_register("dibao", "other")] * 10 + [on_register("dibao")])
    mixed = RegisterTable([on_register("dibao", "other")] * 10 + [on_register("temporary")])
    assert both.count(shown, NOVEMBER).shared_registers == {"dibao"}
    assert not both.count(shown, NOVEMBER).hides_at(11)
    assert mixed.count(shown, NOVEMBER).shared_registers == frozenset()
    assert mixed.count(shown, NOVEMBER).hides_at(11)
