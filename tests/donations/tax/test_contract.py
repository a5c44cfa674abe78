"""The JSON lines contract: what a record answers, and every way a record is refused by field."""

from __future__ import annotations

from typing import Any

import pytest

from donations.tax import EstimateRefused
from donations.tax.contract import answer_record
from tests.donations.tax.cases import company_record, person_record

GIFT = {"date": "2026-03-05", "amount": "20000.00", "rule": "limited", "eligible": True}
PRIZE = {"month": 3, "kind": "incidental", "taxable": "10000.00"}
YEAR = {"year": 2022, "profit": "1000000.00", "limited": "200000.00", "targeted": "0.00"}


def without(record: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name != key}


def test_a_person_answers_with_every_key_of_the_contract_in_its_order() -> None:
    answer = answer_record(person_record())
    assert answer == {
        "id": "p1",
        "deducted": "20000.00",
        "unused": "0.00",
        "tax_before": "29780.00",
        "tax_after": "25780.00",
        "saving": "4000.00",
        "buckets": [
            {
                "bucket": "category-03", "base": "10000.00", "cap": "3000.00", "deducted": "3000.00",
                "tax_before": "2000.00", "tax_after": "1400.00",
            },
            {
                "bucket": "comprehensive", "base": "176000.00", "cap": "52800.00", "deducted": "17000.00",
                "tax_before": "18280.00", "tax_after": "14880.00",
            },
            {
                "bucket": "business", "base": "100000.00", "cap": "30000.00", "deducted": "0.00",
                "tax_before": "9500.00", "tax_after": "9500.00",
            },
        ],
        "best_order": ["category", "comprehensive", "business"],
        "best_saving": "4000.00",
        "notes": [],
        "rules": "CN-2026",
    }  # fmt: skip
    totals = ["deducted", "unused", "tax_before", "tax_after", "saving"]
    assert list(answer) == ["id", *totals, "buckets", "best_order", "best_saving", "notes", "rules"]


def test_a_company_answers_with_rows_of_zero_left_out() -> None:
    second = {"year": 2023, "profit": "-1.00", "limited": "0", "targeted": "0.00"}
    assert answer_record(company_record(YEAR, second)) == {
        "id": "c1",
        "years": [
            {
                "year": 2022, "limit": "120000.00", "used": [{"from": 2022, "amount": "120000.00"}],
                "deducted": "120000.00", "carried": [{"from": 2022, "amount": "80000.00"}], "expired": [],
            },
            {
                "year": 2023, "limit": "0.00", "used": [],
                "deducted": "0.00", "carried": [{"from": 2022, "amount": "80000.00"}], "expired": [],
            },
        ],
    }  # fmt: skip


def test_every_key_of_income_and_the_order_may_be_left_out() -> None:
    answer = answer_record(without(person_record(income={}), "order"))
    assert (answer["buckets"], answer["saving"], answer["unused"]) == ([], "0.00", "20000.00")
    assert answer["best_order"] == ["category", "comprehensive", "business"]


def test_a_person_without_gifts_saves_nothing() -> None:
    answer = answer_record(person_record(donations=[]))
    assert (answer["deducted"], answer["saving"], answer["notes"]) == ("0.00", "0.00", [])


def test_an_assessed_business_may_leave_its_figure_out_and_shows_zeros() -> None:
    (row,) = answer_record(person_record(income={"business": {"assessed": True}}))["buckets"]
    assert row == {"bucket": "business"} | dict.fromkeys(["base", "cap", "deducted", "tax_before", "tax_after"], "0.00")


def test_a_business_is_not_assessed_unless_it_says_so() -> None:
    (row,) = answer_record(person_record(income={"business": {"taxable": "100000"}}))["buckets"]
    assert (row["base"], row["deducted"]) == ("100000.00", "20000.00")


def test_the_same_month_and_kind_twice_are_two_payments() -> None:
    (row,) = answer_record(person_record(income={"category": [PRIZE, PRIZE]}))["buckets"]
    assert row["base"] == "20000.00"


def test_the_same_gift_twice_is_two_gifts() -> None:
    assert answer_record(person_record(donations=[GIFT, GIFT]))["deducted"] == "40000.00"


@pytest.mark.parametrize(
    ("field", "record"),
    [
        *((key, without(person_record(), key)) for key in ("id", "payer", "year", "income", "donations")),
        ("comment", person_record(comment="x")),
        ("id", person_record(id=7)),
        ("id", person_record(id=" ")),
        ("id", person_record(id="\ud800")),
        *(("payer", person_record(payer=payer)) for payer in ("company", "", None, ["individual"])),
        *(("year", person_record(year=year)) for year in ("2026", 2026.0, True, None, 2025, 2027, -1)),
        *(("income", person_record(income=income)) for income in (None, [], "176000.00")),
        *(("donations", person_record(donations=gifts)) for gifts in (None, {}, GIFT, "20000.00")),
        *(("order", person_record(order=order)) for order in (None, "category", {})),
    ],
)
def test_a_person_with_a_wrong_key_is_refused_by_field(field: str, record: dict[str, Any]) -> None:
    assert refused_field(record) == field


@pytest.mark.parametrize(
    "amount", ["1.005", "1e3", "", "abc", "1,000.00", " 1", "NaN", 20000, 20000.5, None, True, ["1"]]
)
@pytest.mark.parametrize("place", ["comprehensive", "business.taxable", "category[0].taxable", "donation"])
def test_an_amount_that_is_no_decimal_text_is_refused_wherever_it_stands(place: str, amount: object) -> None:
    records = {
        "comprehensive": person_record(income={"comprehensive": amount}),
        "business.taxable": person_record(income={"business": {"taxable": amount, "assessed": False}}),
        "category[0].taxable": person_record(income={"category": [PRIZE | {"taxable": amount}]}),
        "donation": person_record(donations=[GIFT | {"amount": amount}]),
    }
    assert refused_field(records[place]) == ("donations[0].amount" if place == "donation" else f"income.{place}")


@pytest.mark.parametrize(
    ("field", "income"),
    [
        ("income.wages", {"wages": "1.00"}),
        ("income.business", {"business": "100000.00"}),
        ("income.business.taxable", {"business": {"assessed": False}}),
        ("income.business.taxable", {"business": {}}),
        ("income.business.assessed", {"business": {"taxable": "1.00", "assessed": "false"}}),
        ("income.business.assessed", {"business": {"taxable": "1.00", "assessed": 0}}),
        ("income.business.profit", {"business": {"taxable": "1.00", "assessed": False, "profit": "1.00"}}),
        ("income.category", {"category": PRIZE}),
        ("income.category[0]", {"category": ["10000.00"]}),
        *((f"income.category[1].{key}", {"category": [PRIZE, without(PRIZE, key)]}) for key in PRIZE),
        *(("income.category[0].month", {"category": [PRIZE | {"month": month}]}) for month in (0, 13, "3", 3.0, True)),
        *(("income.category[0].kind", {"category": [PRIZE | {"kind": kind}]}) for kind in ("salary", "", None, 1)),
        ("income.category[0].note", {"category": [PRIZE | {"note": "x"}]}),
    ],
)
def test_income_that_cannot_be_read_is_refused_by_field(field: str, income: dict[str, Any]) -> None:
    assert refused_field(person_record(income=income)) == field


@pytest.mark.parametrize(
    ("field", "gift"),
    [
        *((key, without(GIFT, key)) for key in GIFT),
        ("to", GIFT | {"to": "x"}),
        ("amount", GIFT | {"amount": "-0.01"}),
        *(
            ("date", GIFT | {"date": day})
            for day in ("2025-12-31", "2027-01-01", "2026-02-29", "2026-3-5", "20260305", "2026-W10-4",
                        "2026-03-05T10:00:00", "2026/03/05", "", None, 20260305)
        ),
        *(("rule", GIFT | {"rule": rule}) for rule in ("Full", "half", "", None, 1, ["full"])),
        *(("eligible", GIFT | {"eligible": eligible}) for eligible in ("true", 1, None)),
    ],
)  # fmt: skip
def test_a_gift_that_cannot_be_read_is_refused_by_its_place_and_field(field: str, gift: dict[str, Any]) -> None:
    assert refused_field(person_record(donations=[GIFT, gift])) == f"donations[1].{field}"


@pytest.mark.parametrize(
    ("field", "order"),
    [
        ("order[1]", ["category", "wages"]),
        ("order[0]", ["category-03"]),
        ("order[0]", [None]),
        ("order[0]", [["category"]]),
        ("order[2]", ["category", "business", "category"]),
    ],
)
def test_an_order_with_an_unknown_or_repeated_bucket_is_refused(field: str, order: list[Any]) -> None:
    assert refused_field(person_record(order=order)) == field


@pytest.mark.parametrize(
    ("field", "record"),
    [
        *((key, without(company_record(), key)) for key in ("id", "payer", "years")),
        ("year", company_record(year=2022)),
        ("donations", company_record(donations=[])),
        *(("years", company_record(years=years)) for years in ([], None, YEAR)),
        ("years[0]", company_record(years=[2022])),
        *((f"years[0].{key}", company_record(without(YEAR, key))) for key in YEAR),
        ("years[0].gifts", company_record(YEAR | {"gifts": "1"})),
        *(("years[0].year", company_record(YEAR | {"year": year})) for year in ("2022", 2022.0, None, 2016, 99999)),
        *((f"years[0].{key}", company_record(YEAR | {key: "1.005"})) for key in ("profit", "limited", "targeted")),
        *((f"years[0].{key}", company_record(YEAR | {key: 1})) for key in ("profit", "limited", "targeted")),
        *((f"years[0].{key}", company_record(YEAR | {key: "-1"})) for key in ("limited", "targeted")),
        *(("years[1].year", company_record(YEAR, YEAR | {"year": year})) for year in (2021, 2022, 2024)),
    ],
)
def test_a_company_that_cannot_be_read_is_refused_by_field(field: str, record: dict[str, Any]) -> None:
    assert refused_field(record) == field


def refused_field(record: dict[str, Any]) -> str:
    with pytest.raises(EstimateRefused) as refusal:
        answer_record(record)
    assert refusal.value.reason
    assert str(refusal.value) == f"{refusal.value.field}: {refusal.value.reason}"
    return refusal.value.field
