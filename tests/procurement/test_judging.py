"""Compliance first, a panel without ties, blind marks, then the ranking that `score_tender` would give."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from marketplace.accounts.models import Role
from marketplace.organisations.actions import add_member
from marketplace.organisations.models import MemberRole
from marketplace.procurement import actions
from marketplace.procurement.models import Bid, Mark, Seat, Tender
from marketplace.procurement.queries import blind_bids
from marketplace.procurement.states import BidStatus, TenderStatus
from tests.needs.city import make_user
from tests.procurement.course import (
    AFTER_CLOSE,
    Purchase,
    admit_all,
    at,
    bring_to_ranking,
    hand_in_all,
    open_bids,
    rank,
    sheet,
)
from tests.refusals import refuses


@pytest.fixture
def opened(purchase: Purchase) -> Purchase:
    hand_in_all(purchase)
    open_bids(purchase)
    return purchase


@pytest.fixture
def scoring(opened: Purchase) -> Purchase:
    assert admit_all(opened)
    return opened


def test_p2_is_ranked_as_the_command_ranks_it(purchase: Purchase) -> None:
    bring_to_ranking(purchase)
    assert purchase.tender.status == TenderStatus.RANKED
    ranking = {name: (purchase.bid(name).rank, purchase.bid(name).figures["total"]) for name in "ABC"}
    assert ranking == {"A": (3, "85.00"), "B": (1, "91.20"), "C": (2, "86.00")}
    assert purchase.bid("A").figures == {
        "bidder": purchase.bid("A").reference,
        "evaluated_price": "480000.00",
        "price_score": "100.00",
        "scores": {"tech": "85.00", "service": "80.00"},
        "total": "85.00",
        "tie_break": None,
    }


def test_p3_a_granted_deduction_changes_the_evaluated_price_only(purchase: Purchase) -> None:
    Tender.objects.update(deduction="0.10")
    purchase.tender.refresh_from_db()
    hand_in_all(purchase)
    open_bids(purchase)
    with at(AFTER_CLOSE):
        actions.judge_bid(by=purchase.officers[0], bid=purchase.bid("B"), grant_deduction=True)
        for name in "AC":
            actions.judge_bid(by=purchase.officers[0], bid=purchase.bid(name))
        actions.settle_compliance(by=purchase.officers[0], tender=purchase.tender)
    rank(purchase)
    figures = {name: purchase.bid(name).figures["price_score"] for name in "ABC"}
    assert figures == {"A": "93.75", "B": "100.00", "C": "75.00"}
    assert purchase.bid("B").price_fen == 50_000_000


def test_no_mark_before_compliance(opened: Purchase) -> None:
    member = opened.panel[0]
    refuses("COMPLIANCE_FIRST", lambda: actions.hand_in_marks(by=member, tender=opened.tender, marks={}))
    officer = opened.officers[0]
    actions.judge_bid(by=officer, bid=opened.bid("A"))
    refuses("COMPLIANCE_FIRST", lambda: actions.settle_compliance(by=officer, tender=opened.tender))
    assert not Mark.objects.exists()
    opened.tender.refresh_from_db()
    assert opened.tender.status == TenderStatus.OPENED


def test_fewer_than_three_compliant_bids_fail_the_tender(opened: Purchase) -> None:
    assert admit_all(opened, "C") is False
    opened.tender.refresh_from_db()
    assert opened.tender.status == TenderStatus.FAILED
    assert opened.bid("C").exclusion == "not_qualified"
    refuses("HANDED_IN", lambda: actions.hand_in_marks(by=opened.panel[0], tender=opened.tender, marks=sheet(opened)))
    assert not Mark.objects.exists()


def test_a_declared_tie_blocks_the_member_and_the_panel(opened: Purchase) -> None:
    tied, officer, tender = opened.panel[0], opened.officers[0], opened.tender
    actions.declare_interests(by=tied, tender=tender, organisations=[opened.bidders["B"]])
    for name in "ABC":
        actions.judge_bid(by=officer, bid=opened.bid(name))
    refuses("CONFLICT_ON_PANEL", lambda: actions.settle_compliance(by=officer, tender=tender))
    refuses("CONFLICT_OF_INTEREST", lambda: actions.hand_in_marks(by=tied, tender=tender, marks={}))
    actions.let_stand_aside(by=officer, seat=Seat.objects.get(member=tied))
    refuses("PANEL_INCOMPLETE", lambda: actions.settle_compliance(by=officer, tender=tender))
    spare = make_user("spare")
    actions.appoint(by=officer, tender=tender, member=spare, is_expert=True)
    refuses("DECLARATION_MISSING", lambda: actions.settle_compliance(by=officer, tender=tender))
    actions.declare_interests(by=spare, tender=tender, organisations=[])
    assert actions.settle_compliance(by=officer, tender=tender)
    refuses("CONFLICT_OF_INTEREST", lambda: actions.hand_in_marks(by=tied, tender=tender, marks=sheet(opened)))
    assert not Mark.objects.exists()


def test_who_acts_for_a_bidder_is_tied_without_saying_so(scoring: Purchase) -> None:
    member = scoring.panel[0]
    add_member(by=None, organisation=scoring.bidders["C"], user=member, role=MemberRole.COORDINATOR)
    refuses(
        "CONFLICT_OF_INTEREST", lambda: actions.hand_in_marks(by=member, tender=scoring.tender, marks=sheet(scoring))
    )
    assert not Mark.objects.exists()


@pytest.mark.parametrize(
    ("asides", "experts", "code"), [(1, 0, "PANEL_INCOMPLETE"), (2, 0, "PANEL_INCOMPLETE"), (0, 2, "EXPERTS_TOO_FEW")]
)
def test_the_panel_is_odd_large_and_expert(opened: Purchase, asides: int, experts: int, code: str) -> None:
    officer = opened.officers[0]
    for seat in Seat.objects.all()[:asides]:
        actions.let_stand_aside(by=officer, seat=seat)
    if experts:
        for seat in Seat.objects.all()[:experts]:
            Seat.objects.filter(pk=seat.pk).update(is_expert=False)
    for name in "ABC":
        actions.judge_bid(by=officer, bid=opened.bid(name))
    refuses(code, lambda: actions.settle_compliance(by=officer, tender=opened.tender))
    opened.tender.refresh_from_db()
    assert opened.tender.status == TenderStatus.OPENED


def test_a_member_sees_letters_and_answers_only(scoring: Purchase) -> None:
    seen = blind_bids(scoring.tender)
    assert [each.label for each in seen] == ["A", "B", "C"]
    told = repr(seen)
    assert not [name for name in scoring.bidders.values() if name.name in told or name.reference in told]
    assert "48000000" not in told


def test_marks_are_whole_and_given_once(scoring: Purchase) -> None:
    member, tender, marks = scoring.panel[0], scoring.tender, sheet(scoring)
    first = next(iter(marks))
    for broken in (
        {},
        {first: marks[first]},
        marks | {first: {"tech": Decimal(80)}},
        marks | {first: {"tech": Decimal(80), "service": Decimal("100.01")}},
        marks | {first: {"tech": Decimal(-1), "service": Decimal(1)}},
    ):
        refuses("SHEET_INCOMPLETE", lambda sent=broken: actions.hand_in_marks(by=member, tender=tender, marks=sent))  # type: ignore[misc]
    assert not Mark.objects.exists()
    actions.hand_in_marks(by=member, tender=tender, marks=marks)
    refuses("HANDED_IN", lambda: actions.hand_in_marks(by=member, tender=tender, marks=marks))
    assert Mark.objects.count() == 6
    stranger = make_user("stranger", Role.OFFICER)
    refuses("NOT_ON_PANEL", lambda: actions.hand_in_marks(by=stranger, tender=tender, marks=marks))


def test_the_panel_confers_only_when_all_have_handed_in(scoring: Purchase) -> None:
    tender, marks = scoring.tender, sheet(scoring)
    for member in scoring.panel[:4]:
        actions.hand_in_marks(by=member, tender=tender, marks=marks)
        refuses("NOT_CONFERRING", lambda by=member: actions.agree(by=by, tender=tender))  # type: ignore[misc]
    refuses("NOT_ON_PANEL", lambda: actions.agree(by=scoring.panel[4], tender=tender))
    actions.hand_in_marks(by=scoring.panel[4], tender=tender, marks=marks)
    assert tender.status == TenderStatus.CONFERRING


def test_a_revised_sheet_asks_everybody_to_agree_anew(scoring: Purchase) -> None:
    tender, marks = scoring.tender, sheet(scoring)
    for member in scoring.panel:
        actions.hand_in_marks(by=member, tender=tender, marks=marks)
    for member in scoring.panel[:4]:
        assert actions.agree(by=member, tender=tender) is False
    high = {bid: {"tech": Decimal(100), "service": Decimal(100)} for bid in marks}
    actions.revise_marks(by=scoring.panel[4], tender=tender, marks=high)
    assert not Seat.objects.filter(agreed_at__isnull=False).exists()
    told = [actions.agree(by=member, tender=tender) for member in scoring.panel]
    assert told == [False] * 4 + [True]
    assert scoring.bid("A").figures["scores"]["tech"] == "88.00"


def test_compliance_is_not_judged_by_a_member_nor_after_scores_began(scoring: Purchase) -> None:
    refuses("NOT_OPENED", lambda: actions.judge_bid(by=scoring.officers[0], bid=scoring.bid("A")))
    officer, tender = scoring.officers[0], scoring.tender
    late = make_user("late")
    refuses("PANEL_CLOSED", lambda: actions.appoint(by=officer, tender=tender, member=late, is_expert=True))
    refuses("PANEL_CLOSED", lambda: actions.declare_interests(by=scoring.panel[0], tender=tender, organisations=[]))
    assert scoring.bid("A").status == BidStatus.COMPLIANT


def test_the_database_keeps_marks_in_their_range(scoring: Purchase) -> None:
    seat, bid = Seat.objects.first(), Bid.objects.first()
    with pytest.raises(IntegrityError, match="mark_is_between_0_and_100"), transaction.atomic():
        Mark.objects.create(seat=seat, bid=bid, criterion="tech", value=Decimal("100.01"))
    assert not Mark.objects.exists()
