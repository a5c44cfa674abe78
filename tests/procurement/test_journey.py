"""The whole course through the pages, as each person clicks it, without a script."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from marketplace.accounts.models import User
from marketplace.common.clock import CITY_ZONE
from marketplace.common.events.dispatch import deliver_due
from marketplace.notifications.queries import notices_of, work_of
from marketplace.organisations.models import Organisation
from marketplace.procurement.actions import close_due_tenders
from marketplace.procurement.models import AwardQuery, Bid, Clarification, Contract, Milestone, Seat, Tender
from marketplace.procurement.states import BidStatus, MilestoneStatus, TenderStatus
from tests.documents.uploads import jpeg
from tests.fulfilment.market import make_member
from tests.procurement.course import (
    AFTER_CLOSE,
    AFTER_STANDSTILL,
    AWARD_DAY,
    CANARY,
    Purchase,
    admit_all,
    at,
    award,
    bring_to_ranking,
    deliver,
    hand_in,
    hand_in_all,
    open_bids,
    sign,
)
from tests.procurement.tenders import make_list, make_tender


def signed_in(user: User, language: str = "en") -> Client:
    if not Authenticator.objects.filter(user=user).exists():
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    client = Client()
    client.force_login(user)
    client.cookies["language"] = language
    return client


def read(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status, url
    return " ".join(answer.content.decode().split())


def send(client: Client, url: str, status: int = 302, **data: Any) -> str:
    answer = client.post(url, data)
    assert answer.status_code == status, answer.content.decode()[-3000:]
    return " ".join(answer.content.decode().split())


def bid_entries(**changes: Any) -> dict[str, Any]:
    return {
        "price": "480000",
        "answer_tech": f"每月两次，{CANARY}。",
        "answer_service": "十二名社工。",
        "kind_1": "registration",
        "number_1": "R-1",
        "valid_to_1": "2028-12-31",
        "accepts_terms": "on",
    } | changes


def test_an_officer_drafts_corrects_and_publishes_with_two_keys(
    bureau: User, second_officer: User, buyer: Organisation
) -> None:
    make_list(bureau, "1")
    first, second = signed_in(bureau), signed_in(second_officer)
    listed = Tender.item.field.related_model.objects.get(code="S01")
    entries = {
        "item": listed.pk, "buyer": buyer.reference, "title": "探访", "description": "每月两次",
        "method": "open_tender",
        "budget": "1200000", "price_weight": "0.08", "deduction": "0", "issued_on": "2026-12-01",
        "closes_on": "2026-12-20", "closes_at": "17:00", "term_months": "12", "name_1": "技术", "weight_1": "0.90",
    }  # fmt: skip
    send(first, reverse("draft_tender"), **entries)
    tender = Tender.objects.get()
    page = reverse("purchase", args=[tender.reference])
    shown = read(first, page)
    assert "Move the deadline to 2026-12-21 or later" in shown
    assert "The price must weigh at least 0.10" in shown
    assert "not to 1" in shown
    send(
        first,
        reverse("revise_tender", args=[tender.reference]),
        **entries | {"price_weight": "0.10", "closes_on": "2026-12-21"},
    )
    send(first, page, 409, do="publish")
    codes = []
    for client in (first, second):
        told = send(client, reverse("take_key", args=[tender.reference]), 200)
        codes += re.findall(r"<code>([\w-]{27})</code>", told)
        assert codes[-1] not in read(client, page)
    assert len(set(codes)) == 2
    send(first, page, do="publish")
    tender.refresh_from_db()
    assert tender.status == TenderStatus.OPEN
    assert tender.criteria == [{"id": "c1", "name": "技术", "name_en": "", "weight": "0.90"}]


def test_a_member_writes_checks_seals_and_reads_back(purchase: Purchase) -> None:
    member = signed_in(purchase.members["A"])
    args = [purchase.tender.reference, purchase.bidders["A"].reference]
    write, check = reverse("write_bid", args=args), reverse("check_bid", args=args)
    assert purchase.tender.title_en in read(member, reverse("bids"))
    send(member, write, **bid_entries(price="", accepts_terms=""))
    shown = read(member, check)
    assert "Enter your price." in shown
    assert "Hand in and seal" not in shown
    send(member, check, 409)
    send(member, write, 422, **bid_entries(price="many"))
    send(member, write, **bid_entries())
    assert CANARY in read(member, write)
    receipt = send(member, check, 200)
    (code,) = re.findall(r"<code>([\w-]{27})</code>", receipt)
    bid = purchase.bid("A")
    assert bid.digest in receipt
    page = reverse("bid", args=[bid.reference])
    assert code not in read(member, page)
    assert CANARY not in read(member, page)
    send(member, page, 409, do="read", code="wrong")
    send(member, page, do="read", code=code)
    assert CANARY in read(member, write)
    send(member, page, do="withdraw")
    assert purchase.bid("A").status == BidStatus.WITHDRAWN


def test_strangers_find_no_bid(purchase: Purchase) -> None:
    hand_in(purchase, "A")
    page = reverse("bid", args=[purchase.bid("A").reference])
    args = [purchase.tender.reference, purchase.bidders["A"].reference]
    for reader in (purchase.members["B"], purchase.officers[0], purchase.panel[0]):
        client = signed_in(reader)
        read(client, page, 404)
        read(client, reverse("write_bid", args=args), 404)
        read(client, reverse("check_bid", args=args), 404)


def test_no_page_shows_an_officer_a_sealed_bid(purchase: Purchase) -> None:
    hand_in_all(purchase)
    officer = signed_in(purchase.officers[0], "zh-hans")
    reference = purchase.tender.reference
    pages = [
        reverse(name, args=[reference])
        for name in ("tender", "tender_ocds", "purchase", "panel", "opening", "compliance", "award")
    ]
    pages += [reverse("purchases"), reverse("contracts"), reverse("procurement"), reverse("desk"), "/cms/"]
    for page in pages:
        shown = officer.get(page, follow=True).content.decode()
        for word in (CANARY, "480,000", "480000", *(each.name for each in purchase.bidders.values())):
            assert word not in shown, (page, word)
    read(officer, reverse("judge_bid", args=[reference, purchase.bid("A").reference]), 404)
    read(officer, reverse("draft_contract", args=[reference]), 404)


def test_a_question_is_asked_and_answered_for_everybody(purchase: Purchase, client: Client) -> None:
    member = signed_in(purchase.members["A"])
    ask = reverse("ask_question", args=[purchase.tender.reference])
    send(member, ask, 409, organisation=purchase.bidders["A"].reference, text="请致电13800138000")
    send(member, ask, organisation=purchase.bidders["A"].reference, text="周末也要探访吗？")
    deliver_due()
    buyer = make_member(purchase.buyer)
    answer = reverse("answer_question", args=[Clarification.objects.get().reference])
    send(signed_in(buyer), answer, answer="要。", affects_bids="")
    shown = client.get(reverse("tender", args=[purchase.tender.reference])).content.decode()
    assert "周末也要探访吗？" in shown
    assert "要。" in shown
    assert purchase.bidders["A"].name not in shown
    deliver_due()
    assert notices_of(purchase.members["A"]).filter(kind="question_answered").count() == 1


def test_the_two_officers_open_and_judge(purchase: Purchase) -> None:
    hand_in_all(purchase)
    reference = purchase.tender.reference
    opening = reverse("opening", args=[reference])
    with at(AFTER_CLOSE):
        first, second = map(signed_in, purchase.officers)
        send(first, reverse("purchase", args=[reference]), do="close")
        send(first, opening, 409, code="wrong")
        send(first, opening, code=f" {purchase.codes[0]} ")
        send(second, opening, code=purchase.codes[1])
        for name in "ABC":
            bid = purchase.bid(name)
            page = reverse("judge_bid", args=[reference, bid.reference])
            assert CANARY in read(first, page)
            send(first, page, exclusion="not_qualified" if name == "C" else "")
        send(first, reverse("compliance", args=[reference]), do="settle")
    purchase.tender.refresh_from_db()
    assert purchase.tender.status == TenderStatus.FAILED


def test_a_member_of_the_panel_scores_blind_and_alone(purchase: Purchase) -> None:
    hand_in_all(purchase)
    open_bids(purchase)
    admit_all(purchase)
    reference = purchase.tender.reference
    page = reverse("seat", args=[reference])
    with at(AFTER_CLOSE):
        member = signed_in(purchase.panel[0])
        shown = read(member, page)
        assert CANARY in shown
        for word in ("480,000", *(each.name for each in purchase.bidders.values())):
            assert word not in shown, word
        for name in ("purchase", "compliance", "award", "panel"):
            read(member, reverse(name, args=[reference]), 404)
        marks = {f"mark_{label}_{criterion}": "80" for label in "ABC" for criterion in ("tech", "service")}
        send(member, page, 422, do="marks", **marks | {"mark_A_tech": "101"})
        send(member, page, do="marks", **marks | {"mark_A_tech": "77.77"})
        second = signed_in(purchase.panel[1])
        assert "77.77" not in read(second, page)
        for user in purchase.panel[1:]:
            send(signed_in(user), page, do="marks", **marks)
        assert "77.77" in read(second, page)
        send(second, page, do="marks", **marks | {"mark_B_tech": "90"})
        for user in purchase.panel:
            send(signed_in(user), page, do="agree")
    purchase.tender.refresh_from_db()
    assert purchase.tender.status == TenderStatus.RANKED


def test_interests_are_declared_from_the_whole_register(purchase: Purchase) -> None:
    outsider = purchase.bidders["A"]
    hand_in(purchase, "B")
    page = reverse("seat", args=[purchase.tender.reference])
    member = signed_in(purchase.panel[0], "zh-hans")
    shown = read(member, page)
    assert all(each.name in shown for each in purchase.bidders.values())
    send(member, page, 422, do="declare", organisations=outsider.reference)
    send(member, page, do="declare", organisations=outsider.reference, truthful="on")
    assert list(Seat.objects.get(member=purchase.panel[0]).interests.all()) == [outsider]
    officer = signed_in(purchase.officers[0])
    panel = reverse("panel", args=[purchase.tender.reference])
    send(officer, panel, do="stand_aside", seat=Seat.objects.get(member=purchase.panel[1]).pk)
    send(officer, panel, 422, email="nobody@example.org")
    make_member(purchase.buyer, "spare")
    send(officer, panel, email="spare@example.org", is_expert="on")
    assert Seat.objects.filter(stood_aside_at__isnull=True).count() == 5


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
        send(supplier, page, do="sign")
        send(client, page, do="countersign")
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
