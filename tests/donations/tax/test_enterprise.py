"""Companies: the vectors C-A to C-C of domain.md §2.4 and what lies beside them."""

from __future__ import annotations

import pytest

from donations.tax import EstimateRefused, estimate_enterprise
from donations.tax.estimates import EnterpriseYearEstimate
from tests.donations.tax.cases import D, company, portions

C_A = [
    (2022, "1000000", "200000"),
    (2023, "500000", "50000"),
    (2024, "-300000", "30000"),
    (2025, "200000", "10000"),
    (2026, "1000000", "0"),
]


def test_c_a_five_years_with_a_loss() -> None:
    assert estimate_enterprise(company(*C_A)).years == (
        EnterpriseYearEstimate(2022, D(120000), portions(y2022="120000"), D(120000), portions(y2022="80000"), ()),
        EnterpriseYearEstimate(
            2023, D(60000), portions(y2022="60000"), D(60000), portions(y2022="20000", y2023="50000"), ()
        ),
        EnterpriseYearEstimate(2024, D(0), (), D(0), portions(y2022="20000", y2023="50000", y2024="30000"), ()),
        EnterpriseYearEstimate(
            2025, D(24000), portions(y2022="20000", y2023="4000"), D(24000),
            portions(y2023="46000", y2024="30000", y2025="10000"), (),
        ),
        EnterpriseYearEstimate(
            2026, D(120000), portions(y2023="46000", y2024="30000", y2025="10000"), D(86000), (), ()
        ),
    )  # fmt: skip


def test_c_b_a_small_profit_lets_the_oldest_gift_expire() -> None:
    last = estimate_enterprise(company(*C_A[:3], (2025, "100000", "10000"))).years[-1]
    assert last == EnterpriseYearEstimate(
        2025, D(12000), portions(y2022="12000"), D(12000),
        portions(y2023="50000", y2024="30000", y2025="10000"), portions(y2022="8000"),
    )  # fmt: skip


def test_c_c_targeted_gifts_stand_outside_the_limit() -> None:
    (year,) = estimate_enterprise(company((2024, "1000000", "150000", "300000"))).years
    assert year == EnterpriseYearEstimate(
        2024, D(120000), portions(y2024="120000"), D(420000), portions(y2024="30000"), ()
    )


def test_targeted_gifts_are_deducted_in_a_loss_year_too() -> None:
    (year,) = estimate_enterprise(company((2025, "-1", "0", "300000"))).years
    assert (year.limit, year.used, year.deducted, year.carried) == (0, (), D(300000), ())


def test_targeted_gifts_after_2025_count_as_limited() -> None:
    before, after = estimate_enterprise(company((2025, "0", "0", "100"), (2026, "1000", "50", "100"))).years
    assert (before.deducted, before.carried) == (D(100), ())
    assert (after.used, after.deducted, after.carried) == (portions(y2026="120"), D(120), portions(y2026="30"))


def test_the_limit_is_rounded_half_up_to_the_fen() -> None:
    years = estimate_enterprise(company((2024, "0.04", "0"), (2025, "0.13", "0"), (2026, "100.04", "20"))).years
    assert [year.limit for year in years] == [D("0.00"), D("0.02"), D("12.00")]


def test_a_gift_lives_its_own_year_and_three_more() -> None:
    years = estimate_enterprise(company((2022, "0", "7"), *((year, "0", "0") for year in range(2023, 2027)))).years
    assert [year.carried for year in years] == [portions(y2022="7")] * 3 + [()] * 2
    assert [year.expired for year in years] == [(), (), (), portions(y2022="7"), ()]


def test_the_estimate_cites_the_newest_rule_file() -> None:
    assert estimate_enterprise(company((2026, "0", "0"))).rules == "CN-2026"


@pytest.mark.parametrize(
    ("years", "field"),
    [
        ([], "years"),
        ([(2022, "0", "0"), (2024, "0", "0")], "years[1].year"),
        ([(2023, "0", "0"), (2022, "0", "0")], "years[1].year"),
        ([(2022, "0", "0"), (2022, "0", "0")], "years[1].year"),
        ([(2016, "0", "0")], "years[0].year"),
        ([(0, "0", "0")], "years[0].year"),
        ([(10000, "0", "0")], "years[0].year"),
        ([(2022, "0", "-0.01")], "years[0].limited"),
        ([(2022, "0", "0", "-1")], "years[0].targeted"),
        ([(2022, "0.001", "0")], "years[0].profit"),
        ([(2022, "NaN", "0")], "years[0].profit"),
        ([(2022, "0", "Infinity")], "years[0].limited"),
    ],
)
def test_years_that_cannot_be_estimated_are_refused_by_field(years: list[tuple[int, str, str]], field: str) -> None:
    with pytest.raises(EstimateRefused) as refusal:
        estimate_enterprise(company(*years))
    assert (refusal.value.field, refusal.value.code) == (field, "ESTIMATE_INPUT")
