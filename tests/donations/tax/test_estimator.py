"""The questions the website asks get the same estimates as the command."""

from __future__ import annotations

from datetime import date

import pytest

from donations.tax import (
    EstimateRefused,
    NoRules,
    Treatment,
    estimate_company_gift,
    estimate_enterprise,
    estimate_individual,
    estimate_person_gift,
)
from tests.donations.tax.cases import D, company, gift, person, portions

MARCH = date(2026, 3, 5)


def test_a_planned_gift_is_estimated_in_the_order_that_saves_most() -> None:
    answer = estimate_person_gift(amount=D("20000"), given_on=MARCH, comprehensive=D("30000"), business=D("100000"))
    assert answer.saving == answer.best_saving == D("3000")
    order = " ".join(answer.best_order)
    asked = person(gift("20000"), comprehensive="30000", business="100000", order=order)
    assert answer == estimate_individual(asked)


def test_category_income_is_that_of_the_gifts_month() -> None:
    answer = estimate_person_gift(
        amount=D("5000"), given_on=MARCH, category_of_month=D("10000"), category_kind="rental"
    )
    assert [(row.bucket, row.deducted) for row in answer.buckets] == [("category-03", D("3000"))]


def test_an_assessed_business_needs_no_figure() -> None:
    answer = estimate_person_gift(amount=D("1"), given_on=MARCH, business_assessed=True)
    assert ([row.bucket for row in answer.buckets], answer.deducted) == (["business"], 0)


def test_a_full_gift_and_an_ineligible_one_are_treated_as_such() -> None:
    full = estimate_person_gift(amount=D("9"), given_on=MARCH, comprehensive=D("10"), treatment=Treatment.FULL)
    lost = estimate_person_gift(amount=D("9"), given_on=MARCH, comprehensive=D("10"), eligible=False)
    assert (full.deducted, lost.deducted) == (D("9"), 0)


def test_a_person_without_income_saves_nothing() -> None:
    answer = estimate_person_gift(amount=D("9"), given_on=MARCH)
    assert (answer.saving, answer.unused, answer.buckets) == (0, D("9"), ())


def test_a_gift_in_a_year_without_rules_is_refused() -> None:
    with pytest.raises(NoRules):
        estimate_person_gift(amount=D("9"), given_on=date(2031, 1, 1), comprehensive=D("10"))


@pytest.mark.parametrize("amount", ["-1", "0.001", "NaN"])
def test_an_amount_that_is_none_is_refused(amount: str) -> None:
    with pytest.raises(EstimateRefused) as refusal:
        estimate_person_gift(amount=D(amount), given_on=MARCH, comprehensive=D("10"))
    assert refusal.value.field == "donations[0].amount"


def test_a_companys_gift_alone() -> None:
    answer = estimate_company_gift(year=2026, profit=D("1000000"), gift=D("150000"))
    assert answer == estimate_enterprise(company((2026, "1000000", "150000")))


def test_a_company_brings_its_carried_gifts_along_and_they_go_first() -> None:
    carried = {2022: D("20000"), 2024: D("30000")}
    last = estimate_company_gift(year=2025, profit=D("200000"), gift=D("10000"), carried=carried).years[-1]
    assert last.used == portions(y2022="20000", y2024="4000")
    assert last.carried == portions(y2024="26000", y2025="10000")


def test_gifts_carried_too_long_have_expired_before() -> None:
    rows = estimate_company_gift(year=2026, profit=D("1000"), gift=D("0"), carried={2022: D("5")}).years
    assert (rows[-1].used, [row.expired for row in rows if row.expired]) == ((), [portions(y2022="5")])


@pytest.mark.parametrize(
    ("carried", "field"), [({2026: "1"}, "carried"), ({2027: "1"}, "carried"), ({2024: "-1"}, "years[0].limited")]
)
def test_a_carried_gift_that_cannot_be_is_refused(carried: dict[int, str], field: str) -> None:
    with pytest.raises(EstimateRefused) as refusal:
        estimate_company_gift(
            year=2026, profit=D("1"), gift=D("1"), carried={year: D(amount) for year, amount in carried.items()}
        )
    assert refusal.value.field == field
