"""Whoever acts for a bidder does nothing else in its tender, also as an officer, a buyer or a member of the panel."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse

from marketplace.accounts.models import User
from marketplace.common.verdict import DomainError
from marketplace.organisations.models import Membership
from marketplace.procurement import actions
from marketplace.procurement.models import Clarification, Tender
from marketplace.procurement.queries import bids_visible_to, tenders_worked_on_by
from marketplace.procurement.states import BidStatus, TenderStatus
from tests.fulfilment.market import make_member
from tests.needs.city import make_user
from tests.procurement.browsing import read, signed_in
from tests.procurement.course import (
    AFTER_CLOSE,
    Purchase,
    admit_all,
    at,
    bring_to_ranking,
    hand_in_all,
    open_bids,
    sheet,
)


@pytest.fixture
def torn(purchase: Purchase) -> User:
    """An officer of the bureau, who holds a key, and acts for bidder A as well."""
    Membership.objects.create(user=purchase.officers[1], organisation=purchase.bidders["A"], role="coordinator")
    return purchase.officers[1]


def refuses(code: str, deed: Callable[[], object]) -> None:
    with pytest.raises(DomainError) as refusal:
        deed()
    assert refusal.value.code == code


def test_an_officer_of_a_bidder_reads_no_other_bid_and_judges_none(purchase: Purchase, torn: User) -> None:
    hand_in_all(purchase)
    open_bids(purchase)
    other = purchase.bid("B")
    tender = purchase.tender
    with at(AFTER_CLOSE):
        assert set(bids_visible_to(torn)) == {purchase.bid("A")}
        assert tender not in tenders_worked_on_by(torn)
        client = signed_in(torn)
        for page in (
            reverse("purchase", args=[tender.reference]),
            reverse("compliance", args=[tender.reference]),
            reverse("judge_bid", args=[tender.reference, other.reference]),
        ):
            read(client, page, 404)
        refuses("DECIDED_BY_BIDDER", lambda: actions.judge_bid(by=torn, bid=other, exclusion="not_qualified"))
        refuses("DECIDED_BY_BIDDER", lambda: actions.settle_compliance(by=torn, tender=tender))
        refuses(
            "DECIDED_BY_BIDDER",
            lambda: actions.appoint(by=torn, tender=tender, member=make_user("friend"), is_expert=True),
        )
        refuses("DECIDED_BY_BIDDER", lambda: actions.cancel_tender(by=torn, tender=tender, because="BY_OFFICER"))
    other.refresh_from_db()
    assert (other.status, Tender.objects.get().status) == (BidStatus.OPENED, TenderStatus.OPENED)


def test_a_buyer_who_acts_for_a_bidder_answers_no_question(purchase: Purchase) -> None:
    hand_in_all(purchase)
    buying = make_member(purchase.buyer)
    question = actions.ask_question(
        by=purchase.members["B"], tender=purchase.tender, organisation=purchase.bidders["B"], text="周末也要探访吗？"
    )
    Membership.objects.create(user=buying, organisation=purchase.bidders["A"], role="coordinator")
    refuses(
        "DECIDED_BY_BIDDER",
        lambda: actions.answer_question(by=buying, question=question, answer="不要。", affects_bids=False),
    )
    assert Clarification.objects.get().answered_at is None
    read(signed_in(buying), reverse("answer_question", args=[question.reference]), 404)


def test_a_member_of_the_panel_who_comes_to_act_for_a_bidder_confers_no_more(purchase: Purchase) -> None:
    hand_in_all(purchase)
    open_bids(purchase)
    admit_all(purchase)
    member = purchase.panel[0]
    with at(AFTER_CLOSE):
        for each in purchase.panel:
            actions.hand_in_marks(by=each, tender=purchase.tender, marks=sheet(purchase))
        Membership.objects.create(user=member, organisation=purchase.bidders["A"], role="coordinator")
        refuses(
            "CONFLICT_OF_INTEREST",
            lambda: actions.revise_marks(by=member, tender=purchase.tender, marks=sheet(purchase)),
        )
        refuses("CONFLICT_OF_INTEREST", lambda: actions.agree(by=member, tender=purchase.tender))
        assert "What all members gave" not in read(signed_in(member), reverse("seat", args=[purchase.tender.reference]))
    assert not purchase.tender.seats.filter(agreed_at__isnull=False).exists()


def test_an_officer_of_the_winner_decides_nothing(purchase: Purchase) -> None:
    bring_to_ranking(purchase)
    Membership.objects.create(user=purchase.officers[0], organisation=purchase.bidders["B"], role="coordinator")
    with at(AFTER_CLOSE):
        refuses("DECIDED_BY_BIDDER", lambda: actions.award_tender(by=purchase.officers[0], bid=purchase.bid("B")))
    assert purchase.bid("B").status == BidStatus.COMPLIANT
