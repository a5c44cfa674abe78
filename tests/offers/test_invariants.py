"""What must never be false of offers is noticed when it is."""

from __future__ import annotations

from datetime import timedelta

from marketplace.common import clock
from marketplace.offers.invariants import counts, violations
from marketplace.offers.models import CapacityPeriod, Offer


def test_a_sound_offer_violates_nothing(offer: Offer) -> None:
    assert counts() == {"offers": 1}
    assert not list(violations())


def test_an_offer_that_answers_other_needs_is_noticed(offer: Offer) -> None:
    Offer.objects.filter(pk=offer.pk).update(need_kind="service")
    assert [(name, subject) for name, subject, _detail in violations()] == [
        ("each offer answers the needs of its kind", f"offer:{offer.reference}")
    ]


def test_periods_that_overlap_are_noticed(offer: Offer) -> None:
    start = clock.today() + timedelta(days=3)
    CapacityPeriod.objects.create(offer=offer, starts_on=start, ends_on=start, capacity=1)
    assert [name for name, _subject, _detail in violations()] == ["a day lies in one period of an offer"]
