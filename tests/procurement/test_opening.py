"""Two officers open together, after the deadline, and nobody reads a sealed bid before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from marketplace.accounts.models import Role
from marketplace.procurement import actions
from marketplace.procurement.bid_content import BidContent
from marketplace.procurement.models import Bid, OpenedBid, OpeningKey
from marketplace.procurement.queries import bids_visible_to, opened_bids
from marketplace.procurement.sealing import digest_of
from marketplace.procurement.states import BidStatus, TenderStatus
from tests.needs.city import make_user
from tests.procurement.course import (
    AFTER_CLOSE,
    CANARY,
    Purchase,
    add_bidder,
    at,
    close,
    content,
    hand_in,
    hand_in_all,
    open_bids,
)
from tests.refusals import refuses


def give(purchase: Purchase, number: int, code: str = "") -> bool:
    return actions.give_code(by=purchase.officers[number], tender=purchase.tender, code=code or purchase.codes[number])


def test_the_second_code_opens_every_bid(purchase: Purchase) -> None:
    hand_in_all(purchase)
    close(purchase)
    assert purchase.tender.status == TenderStatus.CLOSED
    with at(AFTER_CLOSE):
        assert give(purchase, 1) is False
        assert not OpenedBid.objects.exists()
        assert give(purchase, 0) is True
    assert purchase.tender.status == TenderStatus.OPENED
    assert {name: purchase.bid(name).price_fen for name in "ABC"} == {
        "A": 48_000_000,
        "B": 50_000_000,
        "C": 60_000_000,
    }
    assert sorted(Bid.objects.values_list("label", flat=True)) == ["A", "B", "C"]
    for bid in Bid.objects.all():
        assert digest_of(bid.opened.content.encode()) == bid.digest
        assert CANARY in BidContent.from_json(bid.opened.content).answers["tech"]


def test_nothing_opens_before_the_deadline_even_with_both_codes(purchase: Purchase) -> None:
    hand_in_all(purchase)
    with at(purchase.tender.bids_until - timedelta(seconds=1)):
        assert actions.close_due_tenders() == 0
        for number in (0, 1):
            refuses("NOT_CLOSED", lambda n=number: give(purchase, n))  # type: ignore[misc]
    assert not OpenedBid.objects.exists()
    assert not OpeningKey.objects.filter(given_at__isnull=False).exists()


def test_one_officer_cannot_open_alone(purchase: Purchase) -> None:
    hand_in_all(purchase)
    close(purchase)
    with at(AFTER_CLOSE):
        refuses("WRONG_CODE", lambda: give(purchase, 0, purchase.codes[1]))
        give(purchase, 0)
        refuses("ALREADY_GIVEN", lambda: give(purchase, 0))
        refuses("ALREADY_GIVEN", lambda: give(purchase, 0, purchase.codes[1]))
        stranger = make_user("third", Role.OFFICER)
        refuses("NO_KEY", lambda: actions.give_code(by=stranger, tender=purchase.tender, code=purchase.codes[1]))
    assert not OpenedBid.objects.exists()


def test_only_the_version_in_force_is_opened_and_nothing_withdrawn(purchase: Purchase) -> None:
    add_bidder(purchase, "D")
    hand_in_all(purchase)
    actions.draft_bid(
        by=purchase.members["A"], tender=purchase.tender, bidder=purchase.bidders["A"], content=content(47_000_000)
    )
    actions.seal_bid(by=purchase.members["A"], bid=purchase.bid("A"))
    actions.withdraw_bid(by=purchase.members["D"], bid=purchase.bid("D"))
    open_bids(purchase)
    assert purchase.bid("A").price_fen == 47_000_000
    assert purchase.bid("D").status == BidStatus.WITHDRAWN
    assert OpenedBid.objects.count() == 3
    assert len(OpeningKey.objects.first().secrets) == 3  # type: ignore[union-attr]


def test_fewer_than_three_bids_fail_unopened(purchase: Purchase) -> None:
    hand_in(purchase, "A")
    hand_in(purchase, "B")
    close(purchase)
    assert purchase.tender.status == TenderStatus.FAILED
    with at(AFTER_CLOSE):
        refuses("NOT_CLOSED", lambda: give(purchase, 0))
    assert set(Bid.objects.values_list("status", flat=True)) == {BidStatus.SEALED}
    assert purchase.tender.releases.order_by("-number")[0].body["tender"]["status"] == "unsuccessful"


def test_two_are_enough_in_a_consultation(purchase: Purchase) -> None:
    type(purchase.tender).objects.update(method="competitive_consultation")
    hand_in(purchase, "A")
    hand_in(purchase, "B")
    close(purchase)
    assert purchase.tender.status == TenderStatus.CLOSED


def test_an_altered_envelope_opens_nothing_at_all(purchase: Purchase) -> None:
    hand_in_all(purchase)
    close(purchase)
    with connection.cursor() as cursor:  # as somebody with the whole database in hand
        tail = " ON procurement_envelope" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER procurement_envelope_no_update{tail}")
        cursor.execute(
            "UPDATE procurement_envelope SET ciphertext = "
            "(SELECT ciphertext FROM procurement_envelope ORDER BY id LIMIT 1)"
        )
    with at(AFTER_CLOSE):
        give(purchase, 0)
        refuses("ENVELOPE_DAMAGED", lambda: give(purchase, 1))
    purchase.tender.refresh_from_db()
    assert purchase.tender.status == TenderStatus.CLOSED
    assert not OpenedBid.objects.exists()


def test_who_sees_which_bids(purchase: Purchase) -> None:
    hand_in_all(purchase)
    officer, member, panel = purchase.officers[0], purchase.members["A"], purchase.panel[0]
    auditor = make_user("auditor", Role.AUDITOR)
    assert [bids_visible_to(reader).count() for reader in (officer, auditor, member, panel)] == [0, 0, 1, 0]
    open_bids(purchase)
    assert [bids_visible_to(reader).count() for reader in (officer, auditor, member, panel)] == [3, 3, 1, 0]
    assert len(opened_bids(officer, purchase.tender)) == 3


def test_an_officer_on_the_panel_stays_blind(purchase: Purchase) -> None:
    third = make_user("third", Role.OFFICER)
    actions.appoint(by=purchase.officers[0], tender=purchase.tender, member=third, is_expert=True)
    hand_in_all(purchase)
    open_bids(purchase)
    assert not bids_visible_to(third).exists()
    refuses("SITS_ON_PANEL", lambda: actions.judge_bid(by=third, bid=purchase.bid("A")))


@pytest.mark.parametrize("number", [0, 1])
def test_key_holders_do_not_score(purchase: Purchase, number: int) -> None:
    officers = purchase.officers
    refuses(
        "KNOWS_THE_BIDDERS",
        lambda: actions.appoint(
            by=officers[1 - number], tender=purchase.tender, member=officers[number], is_expert=True
        ),
    )
