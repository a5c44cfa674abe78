"""The award, its reasons and queries, the contract and its milestones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from marketplace.common.clock import CITY_ZONE
from marketplace.documents.rules import may_read
from marketplace.organisations.actions import add_member
from marketplace.organisations.models import Capability, CapabilityKind, MemberRole
from marketplace.procurement import actions
from marketplace.procurement.clocks import clocks_of, query_until, standstill_until, trail_of
from marketplace.procurement.models import Award, AwardQuery, Contract, Evidence, Milestone
from marketplace.procurement.states import AwardStatus, BidStatus, ContractStatus, MilestoneStatus, TenderStatus
from tests.fulfilment.market import make_member
from tests.procurement.course import (
    AFTER_STANDSTILL,
    AWARD_DAY,
    PAPER,
    Purchase,
    at,
    award,
    bring_to_ranking,
    content,
    deliver,
    give_paper,
    parts,
    sign,
)
from tests.refusals import refuses


def test_the_best_ranked_bid_wins_at_its_own_price(purchase: Purchase) -> None:
    made = award(purchase)
    assert (made.bid, made.price_fen) == (purchase.bid("B"), 50_000_000)
    assert {name: purchase.bid(name).status for name in "ABC"} == {"A": "lost", "B": "won", "C": "lost"}
    assert purchase.tender.status == TenderStatus.AWARDED


def test_another_than_the_first_is_not_awarded(purchase: Purchase) -> None:
    bring_to_ranking(purchase)
    refuses("NOT_FIRST", lambda: actions.award_tender(by=purchase.officers[0], bid=purchase.bid("C")))
    assert not Award.objects.exists()


def test_whoever_scored_does_not_award(purchase: Purchase) -> None:
    member = make_member(purchase.buyer)
    actions.appoint(by=purchase.officers[0], tender=purchase.tender, member=member, is_expert=True)
    actions.let_stand_aside(by=purchase.officers[0], seat=purchase.tender.seats.get(member=member))
    bring_to_ranking(purchase)
    refuses("DECIDED_BY_SCORER", lambda: actions.award_tender(by=member, bid=purchase.bid("B")))
    refuses("NOT_THE_BUYER", lambda: actions.award_tender(by=purchase.panel[0], bid=purchase.bid("B")))
    assert not Award.objects.exists()


def test_a_bidder_decides_nothing(purchase: Purchase) -> None:
    add_member(by=None, organisation=purchase.bidders["B"], user=purchase.officers[1], role=MemberRole.COORDINATOR)
    bring_to_ranking(purchase)
    refuses("DECIDED_BY_BIDDER", lambda: actions.award_tender(by=purchase.officers[1], bid=purchase.bid("B")))
    assert not Award.objects.exists()


def test_nothing_is_awarded_before_the_ranking(purchase: Purchase) -> None:
    bid = actions.draft_bid(
        by=purchase.members["A"], tender=purchase.tender, bidder=purchase.bidders["A"], content=content()
    )
    refuses("NOT_RANKED", lambda: actions.award_tender(by=purchase.officers[0], bid=bid))
    assert not Award.objects.exists()


def test_a_paper_that_expires_between_bid_and_award_stops_it(purchase: Purchase) -> None:
    bring_to_ranking(purchase, papers=(replace(PAPER, valid_to=date(2026, 12, 24)),))
    officer, first = purchase.officers[0], purchase.bid("B")
    with at(datetime(2026, 12, 24, 23, 59, tzinfo=CITY_ZONE)):
        refuses("PAPERS_HOLD", lambda: actions.pass_over(by=officer, bid=first))
    with at(datetime(2026, 12, 25, 0, 0, tzinfo=CITY_ZONE)):
        refuses("PAPER_EXPIRED", lambda: actions.award_tender(by=officer, bid=first))
        assert not Award.objects.exists()
        actions.pass_over(by=officer, bid=first)
        assert (purchase.bid("B").status, purchase.bid("B").exclusion) == (BidStatus.EXCLUDED, "paper_expired")
        refuses("PAPER_EXPIRED", lambda: actions.award_tender(by=officer, bid=purchase.bid("C")))


def test_a_lapsed_verification_stops_it_too_and_the_next_one_wins(purchase: Purchase) -> None:
    bring_to_ranking(purchase)
    held = Capability.objects.filter(organisation=purchase.bidders["B"], kind=CapabilityKind.BIDDER)
    held.update(valid_to=date(2026, 12, 24))
    officer = purchase.officers[0]
    with at(AWARD_DAY):
        refuses("PAPER_EXPIRED", lambda: actions.award_tender(by=officer, bid=purchase.bid("B")))
        actions.pass_over(by=officer, bid=purchase.bid("B"))
        made = actions.award_tender(by=officer, bid=purchase.bid("C"))
    assert made.price_fen == 60_000_000


def test_clocks_run_from_the_award(purchase: Purchase) -> None:
    made = award(purchase)
    with translation.override("en"):
        told = {str(each.what): each.by for each in clocks_of(purchase.tender)}
    assert told["the evaluation is reported to the buyer"] == date(2026, 12, 24)
    assert told["the buyer confirms"] == date(2026, 12, 31)
    assert told["the award may be queried until"] == query_until(made)
    assert told["the contract is signed"] == date(2027, 1, 24)
    assert query_until(made) == standstill_until(made) == date(2027, 1, 5)


# --- queries


def query(purchase: Purchase, made: Award, name: str = "A") -> AwardQuery:
    return actions.file_query(
        by=purchase.members[name], award=made, bidder=purchase.bidders[name], text="为何技术分较低？"
    )


def test_a_loser_queries_in_time_and_is_answered(purchase: Purchase) -> None:
    made = award(purchase)
    with at(datetime(2027, 1, 5, 23, tzinfo=CITY_ZONE)):
        asked = query(purchase, made)
        refuses("QUERIED_ALREADY", lambda: query(purchase, made))
        refuses(
            "NOT_THE_BUYER",
            lambda: actions.answer_query(by=purchase.members["C"], query=asked, answer="是", upheld=False),
        )
    with at(AFTER_STANDSTILL):
        refuses("QUERY_OPEN", lambda: draft(purchase, made))
        actions.answer_query(by=purchase.officers[0], query=asked, answer="各评委均分如页面所示。", upheld=False)
        refuses(
            "ANSWERED_ALREADY",
            lambda: actions.answer_query(by=purchase.officers[0], query=asked, answer="再答", upheld=True),
        )
        assert draft(purchase, made).status == ContractStatus.DRAFTED


def test_a_late_query_is_refused(purchase: Purchase) -> None:
    made = award(purchase)
    with at(datetime(2027, 1, 6, 0, 1, tzinfo=CITY_ZONE)):
        refuses("QUERY_TOO_LATE", lambda: query(purchase, made))
    stranger = purchase.panel[0]
    with at(AWARD_DAY):
        refuses(
            "NOT_A_BIDDER_HERE",
            lambda: actions.file_query(by=stranger, award=made, bidder=purchase.bidders["A"], text="问"),
        )
    assert not AwardQuery.objects.exists()


def test_an_upheld_query_annuls_the_award(purchase: Purchase) -> None:
    made = award(purchase)
    with at(AWARD_DAY):
        asked = query(purchase, made)
        actions.answer_query(by=purchase.officers[0], query=asked, answer="评分有误。", upheld=True)
    made.refresh_from_db()
    purchase.tender.refresh_from_db()
    assert (made.status, purchase.tender.status) == (AwardStatus.ANNULLED, TenderStatus.FAILED)
    with at(AFTER_STANDSTILL):
        refuses("AWARD_NOT_OPEN", lambda: draft(purchase, made))
    assert [stage.state for stage in trail_of(purchase.tender)] == ["done"] * 6 + ["stopped"]


# --- contract and milestones


def draft(purchase: Purchase, made: Award, milestones: list[actions.Part] | None = None) -> Contract:
    return actions.draft_contract(
        by=purchase.officers[0], award=made, number="ZL-1", starts_on=date(2027, 2, 1), parts=milestones or parts()
    )


def test_no_contract_within_the_standstill(purchase: Purchase) -> None:
    made = award(purchase)
    with at(datetime(2027, 1, 5, 12, tzinfo=CITY_ZONE)):
        refuses("STANDSTILL", lambda: draft(purchase, made))
    with at(datetime(2027, 1, 6, 9, tzinfo=CITY_ZONE)):
        assert draft(purchase, made).ends_on == date(2028, 1, 31)


def test_milestones_sum_to_the_price_of_the_bid(purchase: Purchase) -> None:
    made = award(purchase)
    with at(AFTER_STANDSTILL):
        for off in (parts()[:1], [*parts(), parts()[0]]):
            refuses("MILESTONES_DO_NOT_SUM", lambda sent=off: draft(purchase, made, sent))  # type: ignore[misc]
    assert not Contract.objects.exists()


def test_the_supplier_signs_first_then_the_buyer(purchase: Purchase) -> None:
    made = award(purchase)
    officer = purchase.officers[0]
    with at(AFTER_STANDSTILL):
        contract = draft(purchase, made)
        told = {"contract": contract, "sha256": give_paper(officer, contract).sha256}
        refuses("ILLEGAL_MOVE", lambda: actions.countersign_contract(by=officer, **told))
        refuses("NOT_THE_SUPPLIER", lambda: actions.sign_contract(by=purchase.members["A"], **told))
        actions.sign_contract(by=purchase.members["B"], **told)
        refuses("OWN_CONTRACT", lambda: actions.countersign_contract(by=purchase.members["B"], **told))
        actions.countersign_contract(by=officer, **told)
    assert (contract.status, contract.price_fen) == (ContractStatus.IN_FORCE, 50_000_000)
    purchase.tender.refresh_from_db()
    assert purchase.tender.status == TenderStatus.CONTRACTED


def test_from_the_list_to_the_first_milestone(purchase: Purchase) -> None:
    contract = sign(purchase)
    first, second = contract.milestones.all()
    deliver(purchase, first)
    first.refresh_from_db()
    member = make_member(purchase.buyer)
    with at(datetime(2027, 5, 2, 9, tzinfo=CITY_ZONE)):
        refuses("OWN_CONTRACT", lambda: actions.accept_milestone(by=purchase.members["B"], milestone=first))
        refuses("ILLEGAL_MOVE", lambda: actions.accept_milestone(by=member, milestone=second))
        actions.accept_milestone(by=member, milestone=first)
        states = [stage.state for stage in trail_of(purchase.tender)]
    assert states == ["done"] * 8 + ["current"]
    assert (first.status, first.accepted_by) == (MilestoneStatus.ACCEPTED, member)
    tags = [release.body["tag"] for release in purchase.tender.releases.all()]
    assert tags == [["planning", "tender"], ["award"], ["contract"], ["implementation"]]


def test_the_last_milestone_completes_the_purchase(purchase: Purchase) -> None:
    contract = sign(purchase)
    for milestone in contract.milestones.all():
        deliver(purchase, milestone)
        with at(datetime.combine(milestone.due_on + timedelta(days=2), AWARD_DAY.timetz())):
            actions.accept_milestone(by=purchase.officers[0], milestone=Milestone.objects.get(pk=milestone.pk))
    contract.refresh_from_db()
    purchase.tender.refresh_from_db()
    assert (contract.status, purchase.tender.status) == (ContractStatus.COMPLETED, TenderStatus.COMPLETED)
    assert {stage.state for stage in trail_of(purchase.tender)} == {"done"}


def test_a_report_without_evidence_is_sent_back_not_accepted(purchase: Purchase) -> None:
    milestone = sign(purchase).milestones.get(position=1)
    officer, member = purchase.officers[0], purchase.members["B"]
    with at(datetime(2027, 4, 30, 9, tzinfo=CITY_ZONE)):
        for day in (date(2027, 5, 1), date(2027, 1, 31)):
            refuses(
                "DELIVERED_OUT_OF_TIME",
                lambda on=day: actions.deliver_milestone(  # type: ignore[misc]
                    by=member, milestone=milestone, delivered_on=on, note="", evidence=[]
                ),
            )
        refuses(
            "NOT_THE_SUPPLIER",
            lambda: actions.deliver_milestone(
                by=officer, milestone=milestone, delivered_on=date(2027, 4, 30), note="", evidence=[]
            ),
        )
        actions.deliver_milestone(
            by=member, milestone=milestone, delivered_on=date(2027, 4, 30), note="完成", evidence=[]
        )
        refuses("NO_EVIDENCE", lambda: actions.accept_milestone(by=officer, milestone=milestone))
        actions.return_milestone(by=officer, milestone=milestone, because="请补交签到表")
    milestone.refresh_from_db()
    assert (milestone.status, milestone.returned_because) == (MilestoneStatus.PLANNED, "请补交签到表")


def test_evidence_is_read_by_the_parties_only(purchase: Purchase) -> None:
    milestone = sign(purchase).milestones.get(position=1)
    deliver(purchase, milestone)
    file = Evidence.objects.get().file
    for reader in (purchase.members["B"], purchase.officers[1], make_member(purchase.buyer)):
        assert may_read(reader, file).passed
    for reader in (purchase.members["A"], purchase.panel[0]):
        assert may_read(reader, file).code == "NOT_A_PARTY"


def test_one_award_a_tender_in_the_database_too(purchase: Purchase) -> None:
    made = award(purchase)
    made.pk, made.reference, made.bid = None, "other", purchase.bid("A")
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save(force_insert=True)
    assert Award.objects.count() == 1
