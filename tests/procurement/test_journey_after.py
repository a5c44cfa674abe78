"""From the award to the milestone through the pages, as each person clicks it, without a script."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from marketplace.accounts.models import User
from marketplace.common.clock import CITY_ZONE
from marketplace.common.events.dispatch import deliver_due
from marketplace.notifications.queries import notices_of, work_of
from marketplace.organisations.models import Organisation
from marketplace.procurement.actions import close_due_tenders, judge_bid
from marketplace.procurement.models import AwardQuery, Bid, Contract, Milestone
from marketplace.procurement.states import BidStatus, MilestoneStatus, TenderStatus
from tests.documents.uploads import jpeg
from tests.fulfilment.market import make_member
from tests.procurement.browsing import read, send, signed_in
from tests.procurement.course import (
    AFTER_CLOSE,
    AFTER_STANDSTILL,
    AWARD_DAY,
    CANARY,
    PDF,
    Purchase,
    admit_all,
    at,
    award,
    bring_to_ranking,
    deliver,
    hand_in_all,
    open_bids,
    sign,
)
from tests.procurement.tenders import make_tender


def test_losers_read_their_reasons_and_query(purchase: Purchase) -> None:
    award(purchase)
    with at(AWARD_DAY):
        deliver_due()
        loser = signed_in(purchase.members["A"])
        page = reverse("bid", args=[purchase.bid("A").reference])
        shown = read(loser, page)
        for word in ("85.00", "91.20", "B 社工中心 in English", "rank 3", "500,000.00"):
            assert word in shown, word
        send(loser, page, do="query", text="为何技术分较低？")
        answer = reverse("answer_query", args=[AwardQuery.objects.get().reference])
        send(signed_in(make_member(purchase.buyer)), answer, answer="见均分。", upheld="")
        assert "见均分。" in read(loser, page)
    kinds = {name: set(notices_of(purchase.members[name]).values_list("kind", flat=True)) for name in "AB"}
    assert "award_lost" in kinds["A"]
    assert "award_won" in kinds["B"]


def test_the_buyer_awards_on_the_page(purchase: Purchase) -> None:
    bring_to_ranking(purchase)
    buyer = make_member(purchase.buyer)
    page = reverse("award", args=[purchase.tender.reference])
    with at(AWARD_DAY):
        client = signed_in(buyer)
        assert "Award to B 社工中心 in English" in read(client, page)
        send(client, page, 409, do="award", bid=purchase.bid("A").reference)
        send(client, page, do="award", bid=purchase.bid("B").reference)
    assert purchase.bid("B").status == BidStatus.WON


def test_contract_and_first_milestone_on_their_pages(purchase: Purchase) -> None:
    buyer = make_member(purchase.buyer)
    made = award(purchase)
    with at(AWARD_DAY):
        deliver_due()
        assert [item.kind for item in work_of(buyer)] == ["draft_contract"]
    with at(AFTER_STANDSTILL):
        draft = reverse("draft_contract", args=[purchase.tender.reference])
        rows = {
            "title_1": "上半年",
            "fen_1": "200000",
            "due_on_1": "2027-07-31",
            "title_2": "下半年",
            "fen_2": "300000",
            "due_on_2": "2028-01-31",
        }
        client, supplier = signed_in(buyer), signed_in(purchase.members["B"])
        send(client, draft, 409, number="ZL-1", starts_on="2027-02-01", **rows | {"fen_2": "1"})
        send(client, draft, 422, number="ZL-1", starts_on="2027-02-01", **rows | {"due_on_2": ""})
        send(client, draft, number="ZL-1", starts_on="2027-02-01", **rows)
        contract = Contract.objects.get(award=made)
        page = reverse("contract", args=[contract.reference])
        send(client, page, 409, do="countersign")
        send(supplier, page, 409, do="sign")
        send(supplier, page, 422, do="give_paper", signed_on="2027-01-11")
        paper = SimpleUploadedFile("contract.pdf", PDF, "application/pdf")
        send(supplier, page, do="give_paper", paper=paper, signed_on="2027-01-11")
        shown = contract.papers.get().sha256
        assert shown in read(client, page)
        send(supplier, page, 409, do="sign", sha256="0" * 64)
        send(supplier, page, do="sign", sha256=shown)
        send(client, page, do="countersign", sha256=shown)
    milestone = Milestone.objects.get(position=1)
    page = reverse("milestone", args=[milestone.reference])
    with at(datetime(2027, 7, 31, 10, tzinfo=CITY_ZONE)):
        supplier, client = signed_in(purchase.members["B"]), signed_in(buyer)
        send(supplier, page, 422, do="deliver", delivered_on="2027-07-31")
        picture = SimpleUploadedFile("sheet.jpg", jpeg(), "image/jpeg")
        send(supplier, page, do="deliver", delivered_on="2027-07-31", note="完成", evidence=picture)
        send(supplier, page, 409, do="accept")
        send(client, page, do="send_back", because="缺少签到表")
        assert "缺少签到表" in read(supplier, page)
        again = SimpleUploadedFile("sheet.jpg", jpeg(), "image/jpeg")
        send(supplier, page, do="deliver", delivered_on="2027-07-31", note="已补", evidence=again)
        send(client, page, do="accept")
        assert "200,000.00" in read(client, reverse("contract", args=[contract.reference]))
    milestone.refresh_from_db()
    assert milestone.status == MilestoneStatus.ACCEPTED


def test_the_panel_is_let_score_only_when_every_bid_is_judged(purchase: Purchase) -> None:
    hand_in_all(purchase)
    open_bids(purchase)
    page = reverse("compliance", args=[purchase.tender.reference])
    with at(AFTER_CLOSE):
        officer = signed_in(purchase.officers[0])
        shown = read(officer, page)
        assert "3 bids are still to be judged" in shown
        assert 'value="settle"' not in shown
        for name in ("A", "B"):
            judge_bid(by=purchase.officers[0], bid=purchase.bid(name))
        assert "1 bid is still to be judged" in read(officer, page)
        judge_bid(by=purchase.officers[0], bid=purchase.bid("C"))
        shown = read(officer, page)
    assert "All are judged: let the panel score" in shown


def test_with_too_few_compliant_bids_the_page_says_that_the_tender_ends(purchase: Purchase) -> None:
    hand_in_all(purchase)
    open_bids(purchase)
    page = reverse("compliance", args=[purchase.tender.reference])
    with at(AFTER_CLOSE):
        for name, code in (("A", ""), ("B", ""), ("C", "not_qualified")):
            judge_bid(by=purchase.officers[0], bid=purchase.bid(name), exclusion=code)
        officer = signed_in(purchase.officers[0])
        assert "All are judged: end the tender" in read(officer, page)
        send(officer, page, do="settle")
    purchase.tender.refresh_from_db()
    assert purchase.tender.status == TenderStatus.FAILED


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_everybody_reads_the_outcome(purchase: Purchase, client: Client, language: str) -> None:
    milestone = sign(purchase).milestones.get(position=1)
    deliver(purchase, milestone)
    with at(datetime(2027, 5, 3, 10, tzinfo=CITY_ZONE)):
        client.cookies["language"] = language
        shown = read(client, reverse("tender", args=[purchase.tender.reference]))
    for bidder in purchase.bidders.values():
        assert (bidder.name if language == "zh-hans" else bidder.name_en) in shown
    assert "ZL-2027-001" in shown
    assert CANARY not in shown


def test_work_waits_for_whoever_is_next_and_ends_when_it_is_done(purchase: Purchase) -> None:
    officer, member = purchase.officers[0], purchase.panel[0]
    hand_in_all(purchase)
    with at(AFTER_CLOSE):
        close_due_tenders()
        deliver_due()
        assert set(work_of(officer).values_list("kind", flat=True)) == {"open_bids"}
    open_bids(purchase)
    with at(AFTER_CLOSE):
        deliver_due()
        assert set(work_of(officer).values_list("kind", flat=True)) == {"judge_compliance"}
    admit_all(purchase)
    with at(AFTER_CLOSE):
        deliver_due()
        assert not work_of(officer).exists()
        assert set(work_of(member).values_list("kind", flat=True)) == {"score_bids"}
        told = read(signed_in(member), reverse("desk"))
    assert "Score the bids, alone" in told
    assert Bid.objects.filter(status=BidStatus.COMPLIANT).count() == 3


def test_a_draft_of_another_buyer_is_not_found(bureau: User, buyer: Organisation, purchase: Purchase) -> None:
    draft = make_tender(bureau, buyer)
    for reader in (purchase.members["A"], purchase.panel[0]):
        read(signed_in(reader), reverse("purchase", args=[draft.reference]), 404)
        read(signed_in(reader), reverse("purchases"), 404)
    assert date(2026, 12, 1) == draft.issued_on
