"""Put gifts into buckets, one bucket after the other, in the order the taxpayer chose.

The taxpayer chooses the order of the buckets (announcement 2019 No. 99, item 3 [SRC]) and, where fully deductible and
limited gifts meet, their order (item 8 [SRC]); this estimate fixes the second choice [DESIGN]:

1. Within a bucket `full` gifts go before `limited` ones. A full gift is held only by the base, a limited one by the cap
   and by what the full gifts left of the base; the other way round would take the same sum from this bucket.
2. Among gifts of one treatment, those that no later bucket could use go first. A later bucket could use a gift when the
   gift's month fits and the bucket has something to deduct it from. Otherwise a gift of May could be lost because a
   gift of March, which the March prize would have taken later, went first.
3. Then by date, then by the order of the input, so that the answer is the same every time.

A gift may be split over buckets. The filling looks ahead no further: it asks whether a later bucket *could* use a gift,
not whether it will have room, so where several gifts compete for several months it need not find the largest deduction
of that order. Which gift goes first never changes how much this bucket takes, only what is left for later ones. What
remains after the last bucket is lost: an individual carries nothing to another year.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from donations.tax.amounts import ZERO
from donations.tax.buckets import Bucket
from donations.tax.estimates import GiftUse
from donations.tax.facts import Donation, Treatment


def allocate(buckets: Sequence[Bucket], gifts: Sequence[Donation]) -> tuple[GiftUse, ...]:
    """The uses of the eligible gifts, bucket after bucket; a gift's position is its place in `gifts`."""
    left = [gift.amount if gift.eligible else ZERO for gift in gifts]
    uses: list[GiftUse] = []
    for place, bucket in enumerate(buckets):
        uses += _fill(bucket, buckets[place + 1 :], gifts, left)
    return tuple(uses)


def _fill(bucket: Bucket, later: Sequence[Bucket], gifts: Sequence[Donation], left: list[Decimal]) -> list[GiftUse]:
    """Take what the bucket can from `left`, which it lowers."""
    uses: list[GiftUse] = []
    free = bucket.base
    for treatment in (Treatment.FULL, Treatment.LIMITED):
        allowance = min(free, bucket.ceiling(treatment))
        for position in _turn(bucket, later, gifts, treatment):
            amount = min(left[position], allowance)
            if amount > 0:
                uses.append(GiftUse(position, bucket.name, amount))
                left[position] -= amount
                allowance -= amount
                free -= amount
    return uses


def _turn(bucket: Bucket, later: Sequence[Bucket], gifts: Sequence[Donation], treatment: Treatment) -> list[int]:
    """Whose turn it is: what no later bucket could use, then the earlier date, then the input's order."""
    waiting = [p for p, gift in enumerate(gifts) if gift.treatment is treatment and bucket.accepts(gift)]
    return sorted(waiting, key=lambda p: (any(b.could_use(gifts[p]) for b in later), gifts[p].given_on, p))
