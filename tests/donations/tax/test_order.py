"""In which order buckets and gifts are used, and which order is called best."""

from __future__ import annotations

from donations.tax import CategoryIncome, Income, Individual, estimate_individual
from tests.donations.tax.cases import D, gift, person


def uses(asked: Individual) -> list[tuple[int, str, str]]:
    return [(use.gift, use.bucket, f"{use.amount:.0f}") for use in estimate_individual(asked).uses]


def deducted(asked: Individual) -> dict[str, str]:
    return {row.bucket: f"{row.deducted:.0f}" for row in estimate_individual(asked).buckets}


def test_without_an_order_category_comes_before_comprehensive_before_business() -> None:
    asked = person(gift("90000"), prizes={3: "10000"}, comprehensive="100000", business="100000")
    assert list(deducted(asked).items()) == [("category-03", "3000"), ("comprehensive", "30000"), ("business", "30000")]


def test_months_of_category_income_ascend() -> None:
    asked = person(gift("1", month=11), gift("1", month=2), prizes={11: "10000", 2: "10000"})
    assert uses(asked) == [(1, "category-02", "1"), (0, "category-11", "1")]


def test_a_bucket_the_order_leaves_out_takes_nothing_and_still_shows_its_tax() -> None:
    estimate = estimate_individual(person(gift("9000"), comprehensive="36000", business="30000", order="business"))
    assert [(row.bucket, row.deducted, row.tax_before, row.tax_after) for row in estimate.buckets] == [
        ("business", D("9000"), D("1500"), D("1050")),
        ("comprehensive", 0, D("1080"), D("1080")),
    ]
    assert (estimate.tax_before, estimate.best_order) == (D("2580"), (Income.BUSINESS,))


def test_an_empty_order_uses_nothing() -> None:
    estimate = estimate_individual(person(gift("9000"), comprehensive="36000", order=""))
    assert (estimate.deducted, estimate.unused, estimate.best_order, estimate.best_saving) == (0, D("9000"), (), 0)


def test_what_no_later_bucket_could_use_goes_first_although_it_is_younger() -> None:
    asked = person(
        gift("3000", month=3), gift("3000", month=5), comprehensive="10000", prizes={3: "10000"},
        order="comprehensive category",
    )  # fmt: skip
    assert uses(asked) == [(1, "comprehensive", "3000"), (0, "category-03", "3000")]


def test_a_later_bucket_with_nothing_in_it_could_use_no_gift() -> None:
    asked = person(
        gift("3000", month=3), gift("3000", month=5), comprehensive="10000", business="0", prizes={3: "10000", 5: "-1"},
        order="comprehensive category business",
    )  # fmt: skip
    assert uses(asked) == [(1, "comprehensive", "3000"), (0, "category-03", "3000")]


def test_a_later_month_whose_cap_rounds_to_nothing_could_use_a_full_gift_but_no_limited_one() -> None:
    prizes = {3: "0.01", 5: "10000"}
    order = "comprehensive category"
    limited = person(gift("3", month=5, day=1), gift("3", month=3), comprehensive="10", prizes=prizes, order=order)
    assert uses(limited) == [(1, "comprehensive", "3"), (0, "category-05", "3")]
    full = [gift("10", month=5, full=True), gift("10", month=3, full=True)]
    assert uses(person(*full, comprehensive="10", prizes=prizes, order=order))[0] == (1, "comprehensive", "10")


def test_earlier_gifts_go_first_and_of_one_day_the_one_named_first() -> None:
    asked = person(gift("10", 6), gift("20", 2), gift("40", 2), gift("80", 1), comprehensive="400")
    assert uses(asked) == [(3, "comprehensive", "80"), (1, "comprehensive", "20"), (2, "comprehensive", "20")]


def test_a_younger_full_gift_goes_before_an_older_limited_one() -> None:
    asked = person(gift("3000", 1), gift("9000", 12, full=True), comprehensive="10000")
    assert uses(asked) == [(1, "comprehensive", "9000"), (0, "comprehensive", "1000")]


def test_a_full_gift_takes_a_prize_month_whole_but_no_other_month() -> None:
    asked = person(gift("15000", full=True), gift("7", month=4, full=True), prizes={3: "10000"})
    assert uses(asked) == [(0, "category-03", "10000")]


def test_several_payments_of_a_month_share_one_bucket() -> None:
    asked = Individual(
        year=2026,
        donations=(gift("9000"),),
        category=tuple(CategoryIncome(3, kind, D("5000")) for kind in ("incidental", "incidental", "rental")),
    )
    (row,) = estimate_individual(asked).buckets
    assert (row.bucket, row.base, row.cap, row.deducted) == ("category-03", D("15000"), D("4500"), D("4500"))


def test_a_negative_payment_counts_as_nothing_and_is_not_set_off() -> None:
    payments = (CategoryIncome(3, "property_transfer", D("-4000")), CategoryIncome(3, "incidental", D("5000")))
    (row,) = estimate_individual(Individual(2026, (), category=payments)).buckets
    assert row.base == D("5000")


def test_the_cap_is_rounded_half_up_to_the_fen() -> None:
    for base, cap in {"0.01": "0.00", "0.05": "0.02", "0.15": "0.05", "10.18": "3.05"}.items():
        (row,) = estimate_individual(person(comprehensive=base)).buckets
        assert row.cap == D(cap)


def test_each_bucket_is_rounded_before_the_totals_are_summed() -> None:
    estimate = estimate_individual(person(prizes={1: "0.03", 2: "0.03", 3: "0.02"}))
    assert [row.tax_before for row in estimate.buckets] == [D("0.01"), D("0.01"), D("0.00")]
    assert estimate.tax_before == D("0.02")


def test_of_equal_orders_the_given_one_is_best() -> None:
    asked = person(gift("1000"), comprehensive="20000", order="business comprehensive category")
    estimate = estimate_individual(asked)
    assert estimate.best_order == asked.order
    assert estimate.notes == ()


def test_of_equal_better_orders_the_one_nearest_the_given_order_is_best() -> None:
    asked = person(gift("9000"), comprehensive="30000", business="100000", order="comprehensive category business")
    assert estimate_individual(asked).best_order == ("category", "business", "comprehensive")
