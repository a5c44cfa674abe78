"""From the draft to the ranking through the pages, as each person clicks it, without a script."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client
from django.urls import reverse

from marketplace.accounts.models import User
from marketplace.common.events.dispatch import deliver_due
from marketplace.notifications.queries import notices_of
from marketplace.organisations.models import Organisation
from marketplace.procurement.models import Clarification, Seat, Tender
from marketplace.procurement.states import BidStatus, TenderStatus
from tests.fulfilment.market import make_member
from tests.procurement.browsing import read, send, signed_in
from tests.procurement.course import (
    AFTER_CLOSE,
    CANARY,
    Purchase,
    admit_all,
    at,
    hand_in,
    hand_in_all,
    open_bids,
)
from tests.procurement.tenders import make_list


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
