"""The vectors a command cannot express: valuation (I11 to I13), wages (I1), withholding (I9), deadlines (I14)."""

from __future__ import annotations

from datetime import date

import pytest

from donations.tax import (
    EstimateRefused,
    FairValueNotProved,
    GiftToValue,
    GrossIncome,
    deduct_at_withholding,
    load_rules,
    receipt_deadlines,
    taxable_comprehensive,
    value_gift,
)
from donations.tax.wages import AtWithholding
from tests.donations.tax.cases import D

RULES = load_rules("CN", 2026)
DAY = date(2026, 3, 5)


@pytest.mark.parametrize(
    ("gift", "value"),
    [
        (GiftToValue("cash", DAY, amount=D("20000")), "20000"),
        (GiftToValue("equity", DAY, original_cost=D("200000"), market_price=D("500000")), "200000"),  # I11
        (GiftToValue("real_estate", DAY, original_cost=D("800000"), market_price=D("3000000")), "800000"),  # I12
        (GiftToValue("goods", DAY, market_price=D("12000"), price_proved=True), "12000"),  # I13
        (GiftToValue("equity", DAY, original_cost=D("7"), market_price=D("9"), payer="enterprise"), "7"),
        (GiftToValue("real_estate", DAY, market_price=D("9"), price_proved=True, payer="enterprise"), "9"),
    ],
)
def test_a_gift_counts_with_the_figure_the_rule_names(gift: GiftToValue, value: str) -> None:
    assert value_gift(gift) == D(value)


def test_i13_goods_without_proof_get_no_value_and_so_no_receipt() -> None:
    with pytest.raises(FairValueNotProved) as refusal:
        value_gift(GiftToValue("goods", DAY, market_price=D("12000")))
    assert refusal.value.code == "FAIR_VALUE_NOT_PROVED"


@pytest.mark.parametrize(
    ("gift", "field"),
    [
        (GiftToValue("cash", DAY), "amount"),
        (GiftToValue("equity", DAY, market_price=D("500000")), "original_cost"),
        (GiftToValue("goods", DAY, price_proved=True), "market_price"),
        (GiftToValue("cash", DAY, amount=D("-1")), "amount"),
        (GiftToValue("cash", DAY, amount=D("1.005")), "amount"),
        (GiftToValue("time", DAY, amount=D("1")), "kind"),
        (GiftToValue("cash", DAY, amount=D("1"), payer="household"), "payer"),
        (GiftToValue("cash", date(2018, 12, 31), amount=D("1")), "given_on"),
    ],
)
def test_a_gift_that_cannot_be_valued_is_refused_by_field(gift: GiftToValue, field: str) -> None:
    with pytest.raises(EstimateRefused) as refusal:
        value_gift(gift)
    assert refusal.value.field == field


def test_i1_taxable_comprehensive_income() -> None:
    gross = GrossIncome(wages=D("300000"), social_insurance=D("40000"), additional_deductions=D("24000"))
    assert taxable_comprehensive(gross, RULES) == D("176000")


def test_labour_and_royalty_count_four_fifths_and_authorship_56_percent() -> None:
    gross = GrossIncome(labour=D("100000"), royalty=D("10000"), authorship=D("1000.01"), other_deductions=D("60"))
    assert taxable_comprehensive(gross, RULES) == D("28500.01")


def test_taxable_income_may_fall_below_zero_but_no_part_of_it_may() -> None:
    assert taxable_comprehensive(GrossIncome(wages=D("55000")), RULES) == D("-5000")
    with pytest.raises(EstimateRefused, match="wages"):
        taxable_comprehensive(GrossIncome(wages=D("-1")), RULES)


def test_i9_the_february_cap_looks_at_the_year_so_far_and_leaves_the_rest_to_settlement() -> None:
    answer = deduct_at_withholding(wages=[D("30000")] * 2, gift=D("20000"), rules=RULES)
    assert answer == AtWithholding(taxable=D("50000"), cap=D("15000"), deducted=D("15000"), left=D("5000"))


def test_a_gift_below_the_cap_leaves_nothing_and_no_wage_leaves_all() -> None:
    small = deduct_at_withholding(wages=[D("30000")], deductions=D("5000"), gift=D("1000"), rules=RULES)
    assert small == AtWithholding(D("20000"), D("6000"), D("1000"), D("0"))
    poor = deduct_at_withholding(wages=[D("4000")], gift=D("1000"), rules=RULES)
    assert poor == AtWithholding(D("0"), D("0"), D("0"), D("1000"))


@pytest.mark.parametrize(
    ("wages", "gift", "deductions", "field"),
    [(["-1"], "1", "0", "wages[0]"), (["1"], "-1", "0", "gift"), (["1"], "1", "-0.01", "deductions")],
)
def test_withholding_refuses_amounts_below_zero(wages: list[str], gift: str, deductions: str, field: str) -> None:
    with pytest.raises(EstimateRefused) as refusal:
        deduct_at_withholding(wages=[D(w) for w in wages], gift=D(gift), deductions=D(deductions), rules=RULES)
    assert refusal.value.field == field


def test_i14_the_receipt_is_due_on_the_ninetieth_day_and_the_agents_report_thirty_days_later() -> None:
    due = receipt_deadlines(date(2026, 3, 1))
    assert (due.receipt_due, due.agent_report_due) == (date(2026, 5, 30), date(2026, 6, 29))
    assert (due.correction_due, due.keep_until) == (date(2026, 5, 30), date(2031, 3, 1))


def test_papers_of_a_leap_day_are_kept_to_the_end_of_february() -> None:
    assert receipt_deadlines(date(2028, 2, 29), RULES).keep_until == date(2033, 2, 28)
