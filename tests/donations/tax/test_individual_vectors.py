"""The individual vectors of domain.md §2.3 that an estimate expresses: I1 to I8, I10, I15."""

from __future__ import annotations

from decimal import Decimal

import pytest

from donations.tax import Individual, IndividualEstimate, Note, estimate_individual
from donations.tax.estimates import BucketEstimate
from tests.donations.tax.cases import D, gift, person


def row(estimate: IndividualEstimate, bucket: str) -> BucketEstimate:
    return next(row for row in estimate.buckets if row.bucket == bucket)


@pytest.mark.parametrize(
    ("vector", "asked", "deducted", "unused", "tax_before", "tax_after", "saving"),
    [
        ("I1", person(gift("20000"), comprehensive="176000"), "20000", "0", "18280", "14280", "4000.00"),
        ("I2", person(gift("60000"), comprehensive="176000"), "52800", "7200", "18280", "9800", "8480.00"),
        ("I3 loss", person(gift("1000"), comprehensive="-5000"), "0", "1000", "0", "0", "0"),
        ("I3 nothing", person(gift("1000"), comprehensive="0"), "0", "1000", "0", "0", "0"),
        ("I4", person(gift("5000"), prizes={3: "10000"}), "3000", "2000", "2000", "1400", "600"),
        ("I5", person(gift("5000", month=4), prizes={3: "10000"}), "0", "5000", "2000", "2000", "0"),
        (
            "I6",
            person(gift("20000"), comprehensive="30000", business="100000", order="business comprehensive"),
            *("20000", "0", "10400", "7400", "3000.00"),
        ),
        (
            "I7",
            person(gift("20000"), comprehensive="30000", business="100000", order="comprehensive business"),
            *("20000", "0", "10400", "8030", "2370.00"),
        ),
        (
            "I8",
            person(
                gift("20000"), comprehensive="30000", business="100000", assessed=True, order="business comprehensive"
            ),
            *("9000", "11000", "900", "630", "270.00"),
        ),
        (
            "I10",
            person(gift("100000", full=True), gift("30000"), comprehensive="120000"),
            *("120000", "10000", "9480", "0", "9480"),
        ),
        ("I15", person(gift("20000", eligible=False), comprehensive="176000"), "0", "0", "18280", "18280", "0"),
    ],
)
def test_a_vector_gives_its_totals(
    vector: str, asked: Individual, deducted: str, unused: str, tax_before: str, tax_after: str, saving: str
) -> None:
    estimate = estimate_individual(asked)
    totals = (estimate.deducted, estimate.unused, estimate.tax_before, estimate.tax_after, estimate.saving)
    assert totals == tuple(map(Decimal, (deducted, unused, tax_before, tax_after, saving))), vector


def test_i1_the_cap_is_thirty_percent_of_the_base_whether_used_or_not() -> None:
    estimate = estimate_individual(person(gift("20000"), comprehensive="176000"))
    assert estimate.buckets == (
        BucketEstimate("comprehensive", D("176000"), D("52800"), D("20000"), D("18280"), D("14280")),
    )
    assert (estimate.notes, estimate.rules) == ((), "CN-2026")


def test_i2_what_is_left_is_not_carried() -> None:
    assert estimate_individual(person(gift("60000"), comprehensive="176000")).notes == (Note.NOT_CARRIED_FORWARD,)


def test_i4_the_rest_of_the_prize_month_gift_continues_in_comprehensive() -> None:
    estimate = estimate_individual(person(gift("5000"), prizes={3: "10000"}, comprehensive="176000"))
    assert row(estimate, "category-03") == BucketEstimate(
        "category-03", D("10000"), D("3000"), D("3000"), D("2000"), D("1400")
    )
    assert row(estimate, "comprehensive").deducted == D("2000")
    assert estimate.unused == 0


def test_i5_a_gift_of_another_month_says_why_it_is_lost() -> None:
    estimate = estimate_individual(person(gift("5000", month=4), prizes={3: "10000"}))
    assert estimate.notes == (Note.NO_INCOME_THAT_MONTH, Note.NOT_CARRIED_FORWARD)
    assert row(estimate, "category-03").cap == D("3000")


def test_a_gift_of_another_month_that_found_another_bucket_has_no_note() -> None:
    asked = person(gift("5000", month=4), prizes={3: "10000"}, comprehensive="176000")
    assert estimate_individual(asked).notes == ()


def test_a_taxpayer_who_leaves_category_out_is_not_told_about_months() -> None:
    asked = person(gift("5000", month=4), prizes={3: "10000"}, comprehensive="0", order="comprehensive")
    assert estimate_individual(asked).notes == (Note.NOT_CARRIED_FORWARD,)


def test_i7_splits_the_gift_and_advises_i6() -> None:
    asked = person(gift("20000"), comprehensive="30000", business="100000", order="comprehensive business")
    estimate = estimate_individual(asked)
    assert row(estimate, "comprehensive") == BucketEstimate(
        "comprehensive", D("30000"), D("9000"), D("9000"), D("900"), D("630")
    )
    assert row(estimate, "business") == BucketEstimate(
        "business", D("100000"), D("30000"), D("11000"), D("9500"), D("7400")
    )
    assert estimate.best_order == ("business", "comprehensive")
    assert estimate.best_saving - estimate.saving == D("630")
    assert estimate.notes == (Note.BETTER_ORDER,)


def test_i8_an_assessed_business_stands_in_the_list_with_nothing_in_it() -> None:
    asked = person(
        gift("20000"), comprehensive="30000", business="100000", assessed=True, order="business comprehensive"
    )
    estimate = estimate_individual(asked)
    assert row(estimate, "business") == BucketEstimate("business", *[D("0.00")] * 5)
    assert estimate.notes == (Note.ASSESSED_BUSINESS, Note.NOT_CARRIED_FORWARD)


def test_i10_full_goes_first_and_the_cap_still_looks_at_the_base_before_donations() -> None:
    estimate = estimate_individual(person(gift("30000"), gift("100000", full=True), comprehensive="120000"))
    assert row(estimate, "comprehensive").cap == D("36000")
    assert [(use.gift, use.amount) for use in estimate.uses] == [(1, D("100000")), (0, D("20000"))]


def test_i15_an_ineligible_recipient_is_named_once_and_counts_as_nothing_unused() -> None:
    asked = person(gift("1000", eligible=False), gift("2000", eligible=False), comprehensive="176000")
    estimate = estimate_individual(asked)
    assert estimate.notes == (Note.RECIPIENT_NOT_ELIGIBLE,)
    assert estimate.uses == ()
