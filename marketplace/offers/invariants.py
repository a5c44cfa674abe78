"""What must be true of offers at any time (check_invariants): (invariant, object, detail), no personal data."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from django.db.models import F, Q

from marketplace.offers.kinds import need_kind_of
from marketplace.offers.models import Offer
from marketplace.offers.states import RUNNING

Row = tuple[str, str, str]


def counts() -> dict[str, int]:
    """How many objects each check looked at."""
    return {"offers": Offer.objects.count()}


def violations() -> Iterator[Row]:
    """Every violation."""
    yield from offers_were_read_by_somebody_else()
    yield from a_day_lies_in_one_period()


def offers_were_read_by_somebody_else() -> Iterator[Row]:
    """Nothing takes part in matching that no other person has approved; its kind says which needs it answers."""
    name = "each offer that takes part was approved by an officer who did not hand it in"
    running = Offer.objects.filter(status__in=RUNNING)
    for offer in running.filter(Q(approved_by__isnull=True) | Q(approved_by=F("submitted_by"))):
        yield name, f"offer:{offer.reference}", offer.status
    for offer in running:
        if offer.need_kind != need_kind_of(offer.kind):
            yield "each offer answers the needs of its kind", f"offer:{offer.reference}", offer.kind


def a_day_lies_in_one_period() -> Iterator[Row]:
    """Otherwise nobody knows which capacity counts."""
    for offer in Offer.objects.prefetch_related("periods"):
        for earlier, later in pairwise(offer.periods.all()):
            if earlier.ends_on >= later.starts_on:
                yield "a day lies in one period of an offer", f"offer:{offer.reference}", str(later.starts_on)
