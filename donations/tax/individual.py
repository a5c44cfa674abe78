"""A natural person's estimate: what the gifts deduct, what that saves, and whether another order saves more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

from donations.tax.allocation import allocate
from donations.tax.amounts import fen, total
from donations.tax.buckets import Bucket, buckets_of
from donations.tax.checks import check_individual
from donations.tax.estimates import BucketEstimate, GiftUse, IndividualEstimate, Note
from donations.tax.facts import Income, Individual
from donations.tax.rules import Rules, load_rules


def estimate_individual(individual: Individual, rules: Rules | None = None) -> IndividualEstimate:
    """Deduct in the taxpayer's order (allocation.py); rules default to China's of that year.

    `best_order` is, of the orders of the named buckets with the greatest saving, the one nearest to the given order
    compared position by position. Raises `EstimateRefused`, or `NoRules` for a year without a rule file.
    """
    rules = rules or load_rules("CN", individual.year)
    check_individual(individual, rules.individual)
    estimate = _in_this_order(individual, rules)
    # Permutations come in the given order's own sequence, and max() keeps the first of equals.
    others = (_in_this_order(replace(individual, order=order), rules) for order in permutations(individual.order))
    best = max(others, key=lambda other: other.saving)
    estimate = replace(estimate, best_order=best.best_order, best_saving=best.saving)
    return replace(estimate, notes=_notes(individual, estimate))


def _in_this_order(individual: Individual, rules: Rules) -> IndividualEstimate:
    """The estimate for the order as it stands, which is its own best order until others are tried."""
    buckets = buckets_of(individual, rules.individual)
    uses = allocate([bucket for bucket in buckets if bucket.income in individual.order], individual.donations)
    rows = tuple(_row(bucket, uses) for bucket in buckets)
    deducted = total(row.deducted for row in rows)
    before, after = total(row.tax_before for row in rows), total(row.tax_after for row in rows)
    return IndividualEstimate(
        deducted=deducted,
        unused=total(gift.amount for gift in individual.donations if gift.eligible) - deducted,
        tax_before=before,
        tax_after=after,
        saving=before - after,
        buckets=rows,
        uses=uses,
        best_order=individual.order,
        best_saving=before - after,
        notes=(),
        rules=rules.version,
    )


def _row(bucket: Bucket, uses: Sequence[GiftUse]) -> BucketEstimate:
    deducted = total(use.amount for use in uses if use.bucket == bucket.name)
    return BucketEstimate(
        bucket=bucket.name,
        base=bucket.base,
        cap=bucket.cap,
        deducted=deducted,
        tax_before=bucket.schedule.tax_on(bucket.base),
        tax_after=bucket.schedule.tax_on(bucket.base - deducted),
    )


def _notes(individual: Individual, estimate: IndividualEstimate) -> tuple[Note, ...]:
    said = {
        Note.RECIPIENT_NOT_ELIGIBLE: any(not gift.eligible for gift in individual.donations),
        Note.ASSESSED_BUSINESS: individual.business is not None and individual.business.assessed,
        Note.NO_INCOME_THAT_MONTH: _missed_its_month(individual, estimate),
        Note.NOT_CARRIED_FORWARD: estimate.unused > 0,
        Note.BETTER_ORDER: estimate.best_saving > estimate.saving,
    }
    return tuple(note for note in Note if said[note])


def _missed_its_month(individual: Individual, estimate: IndividualEstimate) -> bool:
    """Some category income could be used, and an eligible gift of another month was not used up."""
    months = {payment.month for payment in individual.category}
    if not months or Income.CATEGORY not in individual.order:
        return False
    used: Counter[int] = Counter()
    for use in estimate.uses:
        used[use.gift] += fen(use.amount)
    return any(
        gift.eligible and gift.given_on.month not in months and fen(gift.amount) > used[position]
        for position, gift in enumerate(individual.donations)
    )
