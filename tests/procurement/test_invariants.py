"""`check_invariants` notices every way in which a sealed bid could have been readable before its opening."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from marketplace.procurement.bid_content import BidContent
from marketplace.procurement.invariants import CONTENT, SEALED, counts, violations
from marketplace.procurement.models import Bid, BidDraft, OpenedBid, OpeningKey, Tender
from tests.procurement.course import Purchase, award, close, hand_in, hand_in_all, open_bids


def test_a_whole_purchase_breaks_nothing(purchase: Purchase) -> None:
    award(purchase)
    assert list(violations()) == []
    assert counts() == {"sealed_bids": 3, "opened_bids": 3}


def _deadline_later(_purchase: Purchase) -> None:
    tender = Tender.objects.get()
    Tender.objects.update(bids_until=tender.bids_until + timedelta(days=2))


def _code_missing(_purchase: Purchase) -> None:
    OpeningKey.objects.filter(half=1).update(given_at=None, secrets={})


def _sealed_again(_purchase: Purchase) -> None:
    Bid.objects.update(price_fen=None, label="", status="sealed")


def _rewritten(purchase: Purchase) -> None:
    row = OpenedBid.objects.get(bid=purchase.bid("A"))
    OpenedBid.objects.filter(pk=row.pk).update(content=BidContent(price_fen=1).to_json())


@pytest.mark.parametrize(
    ("break_it", "invariant", "detail"),
    [
        (_deadline_later, SEALED, "opened before the deadline"),
        (_code_missing, SEALED, "opened without both codes"),
        (_sealed_again, SEALED, "its content is known and its state says it is not"),
        (_rewritten, CONTENT, "its digest differs"),
    ],
)
def test_what_was_opened_wrongly_is_found(
    purchase: Purchase, break_it: Callable[[Purchase], None], invariant: str, detail: str
) -> None:
    hand_in_all(purchase)
    open_bids(purchase)
    break_it(purchase)
    assert (invariant, detail) in {(name, told) for name, _object, told in violations()}


def test_a_half_that_lies_open_is_found(purchase: Purchase) -> None:
    hand_in_all(purchase)
    OpeningKey.objects.filter(half=2).update(secrets={"1": "AAAA"})
    assert [told for _name, _object, told in violations()] == ["half 2 lies open without its code"]


def test_a_code_given_early_is_found(purchase: Purchase) -> None:
    hand_in_all(purchase)
    early = purchase.tender.bids_until - timedelta(seconds=1)
    OpeningKey.objects.filter(half=1).update(given_at=early)
    assert [told for _name, _object, told in violations()] == ["code of half 1 was given before the deadline"]


def test_a_draft_that_outlives_the_deadline_is_found(purchase: Purchase) -> None:
    hand_in(purchase, "A")
    close(purchase)
    BidDraft.objects.create(bid=purchase.bid("A"), content=BidContent().to_json())
    found = list(violations())
    assert [(name, told) for name, _object, told in found] == [(SEALED, "a draft outlived the deadline")]
    assert found[0][1] == f"bid:{purchase.bid('A').reference}"
