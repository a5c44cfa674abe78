"""A bucket is income that donations may be deducted from: comprehensive, business, or a month's category income."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from donations.tax.amounts import ZERO, round_to_fen, total
from donations.tax.facts import Donation, Income, Individual, Treatment
from donations.tax.rules import IndividualRules, Schedule


@dataclass(frozen=True, slots=True)
class Bucket:
    """`base` is taxable income before donations, `cap` what limited gifts may take of it, `month` None = any month."""

    name: str
    income: Income
    base: Decimal
    cap: Decimal
    schedule: Schedule
    month: int | None = None

    def accepts(self, gift: Donation) -> bool:
        """A month of category income takes only gifts of that month."""
        return self.month is None or gift.given_on.month == self.month

    def ceiling(self, treatment: Treatment) -> Decimal:
        """The most that gifts of this treatment may take, were they alone."""
        return self.base if treatment is Treatment.FULL else self.cap

    def could_use(self, gift: Donation) -> bool:
        """The gift fits, and the bucket has something to deduct it from."""
        return self.accepts(gift) and self.ceiling(gift.treatment) > 0


def buckets_of(individual: Individual, rules: IndividualRules) -> tuple[Bucket, ...]:
    """Every bucket the income makes: in the taxpayer's order, then those the order leaves out; months ascend."""
    order = individual.order + tuple(income for income in Income if income not in individual.order)
    return tuple(bucket for income in order for bucket in _buckets_from(income, individual, rules))


def _buckets_from(income: Income, individual: Individual, rules: IndividualRules) -> list[Bucket]:
    if income is Income.CATEGORY:
        return _months(individual, rules)
    if income is Income.BUSINESS:
        business = individual.business
        if business is None:
            return []
        return [_bucket("business", income, ZERO if business.assessed else business.taxable, rules.business, rules)]
    if individual.comprehensive is None:
        return []
    return [_bucket("comprehensive", income, individual.comprehensive, rules.comprehensive, rules)]


def _months(individual: Individual, rules: IndividualRules) -> list[Bucket]:
    """One bucket a month; a payment below zero counts as nothing and is not set off against another."""
    payments: dict[int, list[Decimal]] = defaultdict(list)
    for payment in individual.category:
        payments[payment.month].append(max(ZERO, payment.taxable))
    return [
        _bucket(f"category-{month:02d}", Income.CATEGORY, total(payments[month]), rules.category, rules, month)
        for month in sorted(payments)
    ]


def _bucket(
    name: str, income: Income, taxable: Decimal, schedule: Schedule, rules: IndividualRules, month: int | None = None
) -> Bucket:
    base = max(ZERO, taxable)
    return Bucket(name, income, base, round_to_fen(base * rules.limit_rate), schedule, month)
