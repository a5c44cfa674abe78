"""A bid is drafted, checked, sealed with a receipt, replaced, withdrawn, until the database says it is too late."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import Context
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from marketplace.common.audit.models import AuditRow
from marketplace.common.database_clock import database_now
from marketplace.organisations.models import Capability, CapabilityKind
from marketplace.procurement import actions
from marketplace.procurement.bid_content import BidContent, Paper
from marketplace.procurement.models import Bid, BidDraft, Envelope, Method, OpenedBid, Tender
from marketplace.procurement.rules.bidding import faults_in
from marketplace.procurement.states import BidStatus
from tests.fulfilment.market import make_member, make_organisation
from tests.procurement.conftest import MORNING
from tests.procurement.course import AFTER_CLOSE, CANARY, PAPER, Purchase, at, close, content, hand_in, hand_in_all
from tests.refusals import refuses


def draft(purchase: Purchase, name: str = "A", **changes: object) -> Bid:
    return actions.draft_bid(
        by=purchase.members[name],
        tender=purchase.tender,
        bidder=purchase.bidders[name],
        content=content(**changes),  # type: ignore[arg-type]
    )


def test_a_receipt_names_version_moment_and_digest(purchase: Purchase) -> None:
    receipt = hand_in(purchase, "A")
    bid = purchase.bid("A")
    assert (bid.status, bid.version, bid.digest, bid.sealed_at) == (
        BidStatus.SEALED,
        1,
        receipt.digest,
        receipt.sealed_at,
    )
    assert AuditRow.objects.get(verb="bid.receipt").detail == {"version": 1, "digest": receipt.digest}
    assert not BidDraft.objects.exists()


def test_two_equal_bids_have_different_digests(purchase: Purchase) -> None:
    same = {"price_fen": 50_000_000}
    digests = set()
    for name in "AB":
        bid = draft(purchase, name, **same)
        digests.add(actions.seal_bid(by=purchase.members[name], bid=bid).digest)
    assert len(digests) == 2


def test_a_draft_counts_for_nothing(purchase: Purchase) -> None:
    bid = draft(purchase)
    assert (bid.status, bid.price_fen) == (BidStatus.DRAFT, None)
    close(purchase)
    assert not BidDraft.objects.exists()
    assert purchase.tender.status == "failed"


def test_a_sealed_bid_is_replaced_and_only_the_last_one_is_in_force(purchase: Purchase) -> None:
    hand_in(purchase, "A")
    receipt = actions.seal_bid(by=purchase.members["A"], bid=draft(purchase, price_fen=47_000_000))
    assert receipt.version == 2
    assert list(Envelope.objects.values_list("version", flat=True)) == [1, 2]
    assert Bid.objects.count() == 1


def test_the_receipts_code_brings_the_sealed_bid_back_into_a_draft(purchase: Purchase) -> None:
    receipt, member, bid = hand_in(purchase, "A"), purchase.members["A"], purchase.bid("A")
    refuses("WRONG_CODE", lambda: actions.read_own_copy(by=member, bid=bid, code="not the code"))
    assert not BidDraft.objects.exists()
    assert actions.read_own_copy(by=member, bid=bid, code=receipt.code).price_fen == 48_000_000
    assert actions.drafted(bid).answers["tech"].endswith(f"{CANARY}。")
    other = purchase.members["B"]
    refuses("NOT_A_MEMBER", lambda: actions.read_own_copy(by=other, bid=bid, code=receipt.code))


def test_a_withdrawn_bid_is_never_opened_and_may_come_back(purchase: Purchase) -> None:
    member = purchase.members["A"]
    hand_in(purchase, "A")
    actions.withdraw_bid(by=member, bid=purchase.bid("A"))
    assert purchase.bid("A").status == BidStatus.WITHDRAWN
    refuses("ILLEGAL_MOVE", lambda: actions.withdraw_bid(by=member, bid=purchase.bid("A")))
    assert hand_in(purchase, "A").version == 2


def test_after_the_deadline_nothing_is_handed_in_changed_or_withdrawn(purchase: Purchase) -> None:
    hand_in(purchase, "A")
    bid, member = draft(purchase), purchase.members["A"]
    for moment in (purchase.tender.bids_until, AFTER_CLOSE):
        with at(moment):
            refuses("TOO_LATE", lambda: draft(purchase))
            refuses("TOO_LATE", lambda: actions.seal_bid(by=member, bid=bid))
            refuses("TOO_LATE", lambda: actions.withdraw_bid(by=member, bid=bid))
    assert (purchase.bid("A").status, purchase.bid("A").version) == (BidStatus.SEALED, 1)
    with at(purchase.tender.bids_until - timedelta(milliseconds=1)):
        assert actions.seal_bid(by=member, bid=bid).version == 2


@pytest.mark.django_db
def test_the_database_tells_the_sites_time_as_a_test_or_demonstration_has_set_it() -> None:
    assert database_now() == MORNING
    told = Context().run(database_now)  # another context knows nothing of the frozen morning
    assert told.tzinfo is UTC
    assert abs(told - datetime.now(UTC)) < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"price_fen": 0}, "PRICE_MISSING"),
        ({"price_fen": 120_000_001}, "ABOVE_BUDGET"),
        ({"answers": {"tech": "有", "service": " "}}, "ANSWER_MISSING"),
        ({"answers": {"tech": "A 社工中心长期服务", "service": "有"}}, "NAMES_ITS_BIDDER"),
        ({"answers": {"tech": "a 社工中心 IN ENGLISH", "service": "有"}}, "NAMES_ITS_BIDDER"),
        ({"answers": {"tech": "Ａ社 工·中心", "service": "有"}}, "NAMES_ITS_BIDDER"),
        ({"answers": {"tech": "社工A社工\u200b中心", "service": "有"}}, "NAMES_ITS_BIDDER"),
        ({"answers": {"tech": "详询 13800138000", "service": "有"}}, "TELLS_ITS_CONTACT"),
        ({"answers": {"tech": "探访", "service": "hello@agency.example.org"}}, "TELLS_ITS_CONTACT"),
        ({"papers": ()}, "PAPER_MISSING"),
        ({"papers": (PAPER, Paper("service_licence", "2", date(2026, 12, 21)))}, "PAPER_EXPIRED"),
        ({"accepts_terms": False}, "TERMS_NOT_ACCEPTED"),
    ],
)
def test_what_is_incomplete_is_not_sealed(purchase: Purchase, changes: dict[str, object], code: str) -> None:
    bid = draft(purchase, **changes)
    refuses(code, lambda: actions.seal_bid(by=purchase.members["A"], bid=bid))
    assert code in [fault.code for fault in faults_in(bid, content(**changes))]  # type: ignore[arg-type]
    assert (purchase.bid("A").status, Envelope.objects.count()) == (BidStatus.DRAFT, 0)


def test_a_paper_may_end_on_the_last_day(purchase: Purchase) -> None:
    assert hand_in(purchase, "A", papers=(replace(PAPER, valid_to=date(2026, 12, 22)),)).version == 1


def test_only_members_of_verified_bidders_bid(purchase: Purchase) -> None:
    charity = make_organisation("慈善会", purchase.officers[0])
    member = make_member(charity)

    def deed(by: object, bidder: object) -> Callable[[], object]:
        return lambda: actions.draft_bid(by=by, tender=purchase.tender, bidder=bidder, content=content())  # type: ignore[arg-type]

    refuses("NOT_A_BIDDER", deed(member, charity))
    refuses("NOT_A_MEMBER", deed(member, purchase.bidders["A"]))
    refuses("NOT_A_MEMBER", deed(purchase.officers[0], purchase.bidders["A"]))
    assert not Bid.objects.exists()


def test_a_lapsed_bidder_seals_nothing(purchase: Purchase) -> None:
    bid = draft(purchase)
    held = Capability.objects.filter(organisation=purchase.bidders["A"], kind=CapabilityKind.BIDDER)
    held.update(valid_to=date(2026, 11, 30))
    refuses("NOT_A_BIDDER", lambda: actions.seal_bid(by=purchase.members["A"], bid=Bid.objects.get(pk=bid.pk)))
    assert not Envelope.objects.exists()


def test_the_buyer_does_not_bid(purchase: Purchase) -> None:
    today = date(2026, 12, 1)
    member = make_member(purchase.buyer)
    Capability.objects.create(
        organisation=purchase.buyer, kind=CapabilityKind.BIDDER, valid_from=today, status="verified"
    )
    refuses(
        "OWN_TENDER",
        lambda: actions.draft_bid(by=member, tender=purchase.tender, bidder=purchase.buyer, content=content()),
    )
    assert not Bid.objects.exists()


def test_an_invited_tender_takes_only_the_invited(purchase: Purchase) -> None:
    Tender.objects.filter(pk=purchase.tender.pk).update(method=Method.INVITED)
    purchase.tender.refresh_from_db()
    purchase.tender.invited.add(purchase.bidders["B"])
    refuses("NOT_INVITED", lambda: draft(purchase, "A"))
    assert draft(purchase, "B").status == BidStatus.DRAFT


def test_nothing_drafted_is_nothing_sealed(purchase: Purchase) -> None:
    bid = draft(purchase)
    BidDraft.objects.all().delete()
    refuses("NOTHING_DRAFTED", lambda: actions.seal_bid(by=purchase.members["A"], bid=bid))
    refuses("NOTHING_DRAFTED", lambda: actions.read_own_copy(by=purchase.members["A"], bid=bid, code="x"))
    assert not Envelope.objects.exists()


# --- what the database keeps


@pytest.mark.parametrize(
    ("changes", "promise"),
    [
        ({"price_fen": 1}, "no_price_is_known_before_the_opening"),
        ({"label": "A"}, "no_price_is_known_before_the_opening"),
        ({"status": "gone"}, "bid_status_is_in_its_lifecycle"),
        ({"status": "opened", "price_fen": 0}, "bid_price_is_positive"),
    ],
)
def test_the_database_refuses_it_too(purchase: Purchase, changes: dict[str, object], promise: str) -> None:
    hand_in(purchase, "A")
    with pytest.raises(IntegrityError, match=promise), transaction.atomic():
        Bid.objects.update(**changes)
    assert purchase.bid("A").status == BidStatus.SEALED


def test_a_second_bid_of_one_bidder_is_refused_by_the_database(purchase: Purchase) -> None:
    hand_in(purchase, "A")
    with pytest.raises(IntegrityError), transaction.atomic():
        Bid.objects.create(tender=purchase.tender, bidder=purchase.bidders["A"])
    assert Bid.objects.count() == 1


def test_no_envelope_is_late_and_none_is_rewritten(purchase: Purchase) -> None:
    hand_in(purchase, "A")
    envelope = Envelope.objects.get()
    late = {"version": 2, "sealed_at": envelope.deadline, "pk": None}
    for name, value in late.items():
        setattr(envelope, name, value)
    with pytest.raises(IntegrityError, match="no_bid_is_sealed_after_its_deadline"), transaction.atomic():
        envelope.save(force_insert=True)
    with pytest.raises(DatabaseError), transaction.atomic():
        Envelope.objects.update(digest="0" * 64)
    with pytest.raises(DatabaseError), transaction.atomic():
        Envelope.objects.all().delete()
    assert Envelope.objects.count() == 1


def test_nothing_is_marked_opened_before_its_deadline(purchase: Purchase) -> None:
    receipt = hand_in(purchase, "A")
    early = {"opened_at": purchase.tender.bids_until - timedelta(seconds=1), "deadline": purchase.tender.bids_until}
    with pytest.raises(IntegrityError, match="no_bid_is_opened_before_its_deadline"), transaction.atomic():
        OpenedBid.objects.create(bid=receipt.bid, envelope=Envelope.objects.get(), content="{}", **early)
    assert not OpenedBid.objects.exists()


def test_a_dump_of_the_database_holds_no_word_of_a_bid(purchase: Purchase) -> None:
    hand_in_all(purchase)
    draft(purchase)
    dump = everything()
    assert purchase.bidders["A"].name in dump
    for word in (CANARY, "48000000", "每月两次探访", PAPER.number, "480,000", "480000"):
        assert word not in dump, word
    assert not [code for code in purchase.codes if code in dump]


def everything() -> str:
    """Every value of every table, text and bytes, as a backup would carry it; JSON escapes undone."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - a name that the database itself gave
            found += [value for row in cursor.fetchall() for value in row]
    words = [
        bytes(value).decode("utf-8", "ignore") if isinstance(value, bytes | memoryview) else str(value)
        for value in found
    ]
    return "\n".join([*words, *(word.encode().decode("unicode_escape", "ignore") for word in words if "\\u" in word)])


def test_content_survives_its_canonical_form() -> None:
    whole = content(papers=(PAPER, Paper("clean_record", "无")), small_enterprise=True).salted()
    assert BidContent.from_json(whole.to_json()) == whole
    assert whole.salt != whole.salted().salt
