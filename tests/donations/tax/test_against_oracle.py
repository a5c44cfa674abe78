"""The estimator agrees with a step-by-step simulation, and keeps its promises on any amounts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from donations.tax import (
    BusinessIncome,
    CategoryIncome,
    Donation,
    Enterprise,
    EnterpriseYear,
    Income,
    Individual,
    Treatment,
    estimate_enterprise,
    estimate_individual,
)
from donations.tax.amounts import total
from tests.donations.tax import oracle

MONTHS = st.sampled_from([1, 3, 5, 12])
THOUSANDS = st.integers(-3, 60).map(lambda thousands: Decimal(thousands * 1000))
HUNDREDS = st.integers(0, 300).map(lambda hundreds: Decimal(hundreds * 100))
ANY_FEN = st.decimals("-5000", "2000000", places=2)
ANY_GIFT = st.decimals("0", "700000", places=2)
ORDERS = st.permutations(list(Income)).flatmap(
    lambda order: st.integers(0, 3).map(lambda length: tuple(order[:length]))
)


def people(income: st.SearchStrategy[Decimal], gift: st.SearchStrategy[Decimal]) -> st.SearchStrategy[Individual]:
    days = st.builds(date, st.just(2026), MONTHS, st.integers(1, 3))
    donation = st.builds(Donation, days, gift, st.sampled_from(Treatment), st.sampled_from([True, True, True, False]))
    return st.builds(
        Individual,
        year=st.just(2026),
        donations=st.lists(donation, max_size=6).map(tuple),
        comprehensive=st.none() | income,
        business=st.none() | st.builds(BusinessIncome, income, st.booleans()),
        category=st.lists(
            st.builds(CategoryIncome, MONTHS, st.sampled_from(["rental", "incidental"]), income), max_size=4
        ).map(tuple),
        order=ORDERS,
    )


@settings(max_examples=300, deadline=None)
@given(people(THOUSANDS, HUNDREDS))
def test_each_bucket_takes_what_the_simulation_takes(asked: Individual) -> None:
    rows = {row.bucket: row for row in estimate_individual(asked).buckets}
    for tray in oracle.simulate(asked, asked.order):
        row = rows.pop(tray.name)
        assert (row.base, row.deducted) == (tray.base, tray.full + tray.limited)
        assert (row.tax_before - row.tax_after) * 100 == tray.saving_in_percent_yuan()
    assert all(row.deducted == 0 for row in rows.values())


@settings(max_examples=200, deadline=None)
@given(people(THOUSANDS, HUNDREDS))
def test_the_best_order_is_the_one_an_exhaustive_search_finds(asked: Individual) -> None:
    estimate = estimate_individual(asked)
    assert (estimate.best_order, estimate.best_saving * 100) == oracle.best_order(asked)


@settings(max_examples=300, deadline=None)
@given(people(ANY_FEN, ANY_GIFT))
def test_no_bucket_takes_more_than_it_may(asked: Individual) -> None:
    estimate = estimate_individual(asked)
    for row in estimate.buckets:
        limited = total(
            use.amount
            for use in estimate.uses
            if use.bucket == row.bucket and asked.donations[use.gift].treatment is Treatment.LIMITED
        )
        assert 0 <= limited <= row.cap <= row.base
        assert limited <= row.deducted <= row.base
        assert 0 <= row.tax_after <= row.tax_before


@settings(max_examples=300, deadline=None)
@given(people(ANY_FEN, ANY_GIFT))
def test_no_gift_is_used_twice_nor_in_another_month_nor_without_an_eligible_recipient(asked: Individual) -> None:
    uses = estimate_individual(asked).uses
    for position, gift in enumerate(asked.donations):
        assert total(use.amount for use in uses if use.gift == position) <= (gift.amount if gift.eligible else 0)
    for use in uses:
        month = asked.donations[use.gift].given_on.month
        assert use.amount > 0
        assert not use.bucket.startswith("category") or use.bucket == f"category-{month:02d}"


@settings(max_examples=300, deadline=None)
@given(people(ANY_FEN, ANY_GIFT))
def test_totals_are_the_sums_of_the_buckets(asked: Individual) -> None:
    estimate = estimate_individual(asked)
    assert estimate.deducted == total(row.deducted for row in estimate.buckets)
    assert estimate.tax_before == total(row.tax_before for row in estimate.buckets)
    assert estimate.tax_after == total(row.tax_after for row in estimate.buckets)
    assert estimate.deducted + estimate.unused == total(gift.amount for gift in asked.donations if gift.eligible)
    assert 0 <= estimate.saving == estimate.tax_before - estimate.tax_after
    assert estimate.saving <= estimate.best_saving
    assert sorted(estimate.best_order) == sorted(asked.order)


@settings(max_examples=200, deadline=None)
@given(people(ANY_FEN, ANY_GIFT))
def test_the_best_order_keeps_its_promise_when_it_is_chosen(asked: Individual) -> None:
    best = estimate_individual(asked)
    chosen = Individual(2026, asked.donations, asked.comprehensive, asked.business, asked.category, best.best_order)
    assert estimate_individual(chosen).saving == best.best_saving


YEARS = st.lists(
    st.tuples(st.decimals("-100000", "100000", places=2), *[st.decimals("0", "20000", places=2)] * 2),
    min_size=1,
    max_size=8,
).map(lambda rows: Enterprise(tuple(EnterpriseYear(2019 + n, *row) for n, row in enumerate(rows))))


@settings(max_examples=200, deadline=None)
@given(YEARS)
def test_every_fen_a_company_gives_is_deducted_carried_or_expired(company: Enterprise) -> None:
    rows = estimate_enterprise(company).years
    given = total(year.limited + year.targeted for year in company.years)
    ended = total(row.deducted + total(portion.amount for portion in row.expired) for row in rows)
    assert given == ended + total(portion.amount for portion in rows[-1].carried)


@settings(max_examples=200, deadline=None)
@given(YEARS)
def test_a_company_uses_its_oldest_gifts_first_within_the_limit(company: Enterprise) -> None:
    for row in estimate_enterprise(company).years:
        used = total(portion.amount for portion in row.used)
        assert used <= row.limit
        assert not (row.carried or row.expired) or used == row.limit
        ages = [portion.given_in for portion in row.used + row.carried]
        assert ages == sorted(ages)
        assert all(row.year - 3 < portion.given_in for portion in row.carried)
        assert all(portion.given_in == row.year - 3 for portion in row.expired)
