"""`check_invariants` notices every way in which a sealed bid could have been readable before its opening."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from marketplace.common.clock import CITY_ZONE
from marketplace.documents.models import PrivateFile
from marketplace.procurement.actions import accept_milestone, pay_milestone
from marketplace.procurement.bid_content import BidContent
from marketplace.procurement.invariants import CONTENT, SEALED, contracts, counts, violations
from marketplace.procurement.models import (
    Award,
    AwardQuery,
    Bid,
    BidDraft,
    Milestone,
    OpenedBid,
    OpeningKey,
    Release,
    Seat,
    Tender,
)
from tests.procurement.course import Purchase, at, close, deliver, hand_in, hand_in_all, open_bids, sign


def test_a_whole_purchase_breaks_nothing(purchase: Purchase) -> None:
    _paid(purchase)
    assert list(violations()) == []
    assert counts() == {"sealed_bids": 3, "opened_bids": 3, "awards": 1, "contracts": 1}


def _paid(purchase: Purchase) -> Milestone:
    """Signed; the first milestone accepted and paid."""
    milestone = sign(purchase).milestones.get(position=1)
    deliver(purchase, milestone)
    officer = purchase.officers[0]
    with at(datetime(2027, 5, 3, 10, tzinfo=CITY_ZONE)):
        accept_milestone(by=officer, milestone=milestone)
        pay_milestone(by=officer, milestone=milestone, paid_on=date(2027, 5, 3), voucher="V")
    return milestone


def _milestone_smaller(row: Milestone) -> None:
    Milestone.objects.filter(pk=row.pk).update(fen=1)


def _award_above_budget(row: Milestone) -> None:
    Tender.objects.update(budget_fen=1)


def _not_accepted(row: Milestone) -> None:
    Milestone.objects.filter(pk=row.pk).update(status="delivered", accepted_at=None)


def _accepted_later(row: Milestone) -> None:
    Milestone.objects.filter(pk=row.pk).update(accepted_at=datetime(2027, 5, 4, 10, tzinfo=CITY_ZONE))


def _no_evidence(row: Milestone) -> None:
    row.evidence.all().delete()


def _another_is_first(row: Milestone) -> None:
    Bid.objects.filter(status="lost").update(rank=0)


def _announced_later(row: Milestone) -> None:
    Award.objects.update(announced_at=datetime(2027, 1, 10, 10, tzinfo=CITY_ZONE))


def _query_left_open(row: Milestone) -> None:
    award = Award.objects.get()
    AwardQuery.objects.create(award=award, bidder=award.bid.bidder, text="?", created_at=award.announced_at)


def _award_annulled(row: Milestone) -> None:
    Award.objects.update(status="annulled")


def _file_exchanged(row: Milestone) -> None:
    PrivateFile.objects.filter(purpose="contract_paper").update(sha256="0" * 64)


def _tie_declared(row: Milestone) -> None:
    Seat.objects.all()[0].interests.set([Bid.objects.get(status="won").bidder])


def _decided_by_scorer(row: Milestone) -> None:
    Award.objects.update(decided_by=Seat.objects.all()[0].member)


def _release_told_twice(row: Milestone) -> None:
    last = Release.objects.order_by("-number")[0]
    Release.objects.create(tender=last.tender, number=last.number + 1, body=last.body)


@pytest.mark.parametrize(
    ("break_it", "invariant", "detail"),
    [
        (_milestone_smaller, contracts.MONEY, "20000000 paid of 1"),
        (_award_above_budget, contracts.MONEY, "its price is not the bid's, or above the budget"),
        (_not_accepted, contracts.PAID, "paid and not accepted"),
        (_accepted_later, contracts.PAID, "paid before its acceptance"),
        (_no_evidence, contracts.PAID, "accepted without evidence"),
        (_another_is_first, contracts.WINNER, "another bid stands above it, or it did not win"),
        (_announced_later, contracts.STANDS, "made within the standstill"),
        (_query_left_open, contracts.STANDS, "made while a query was open"),
        (_award_annulled, contracts.STANDS, "its award is annulled"),
        (_announced_later, contracts.PAPER, "signed within the standstill"),
        (_file_exchanged, contracts.PAPER, "the stored file is another one"),
        (_tie_declared, contracts.BLIND, "a member was tied to a bidder"),
        (_decided_by_scorer, contracts.BLIND, "a member opened, judged compliance or decided"),
        (_release_told_twice, contracts.TOLD, "a release is missing or carries another's id"),
    ],
)
def test_what_went_wrong_after_the_award_is_found(
    purchase: Purchase, break_it: Callable[[Milestone], None], invariant: str, detail: str
) -> None:
    break_it(_paid(purchase))
    assert (invariant, detail) in {(name, told) for name, _object, told in violations()}


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
