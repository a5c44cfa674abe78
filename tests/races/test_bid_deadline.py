"""Many processes at the deadline: what the database's clock calls late is not in, and one bidder has one bid."""

from __future__ import annotations

import time
from collections import Counter
from datetime import datetime, timedelta

import pytest

from marketplace.accounts.models import Role, User
from marketplace.common.clock import CITY_ZONE
from marketplace.common.database_clock import database_now
from marketplace.organisations.models import CapabilityKind, Organisation
from marketplace.procurement import actions
from marketplace.procurement.bid_content import Paper
from marketplace.procurement.models import Bid, BidDraft, Envelope, Tender
from marketplace.procurement.states import BidStatus, TenderStatus
from tests.fulfilment.market import make_member, make_organisation
from tests.needs.city import make_user
from tests.procurement.course import Purchase, at, begin, content
from tests.races.processes import race

pytestmark = [pytest.mark.races, pytest.mark.django_db(transaction=True)]
TOGETHER = 12
SOON = timedelta(seconds=6)
PAPER = Paper("registration", "R-1")


@pytest.fixture
def purchase(transactional_db: None) -> Purchase:
    """Published long ago; its deadline is set by each test."""
    bureau, second = make_user("bureau", Role.OFFICER), make_user("second", Role.OFFICER)
    buyer = make_organisation("采购中心", bureau, capability=CapabilityKind.BUYER, kind="government")
    with at(datetime(2026, 12, 1, 9, tzinfo=CITY_ZONE)):
        return begin(bureau, second, buyer)


def closes_in(purchase: Purchase, left: timedelta) -> datetime:
    until = database_now() + left
    Tender.objects.filter(pk=purchase.tender.pk).update(bids_until=until)
    purchase.tender.refresh_from_db()
    return until


def draft(purchase: Purchase, name: str, member: User | None = None) -> Bid:
    return actions.draft_bid(
        by=member or purchase.members[name],
        tender=purchase.tender,
        bidder=purchase.bidders[name],
        content=content(papers=(PAPER,)),
    )


def seal_at(member: int, bid: int, moment: datetime) -> None:
    """As the page does: everything is read anew, a moment before or after the deadline."""
    while (left := (moment - database_now()).total_seconds()) > 0:
        time.sleep(min(left, 0.002))
    actions.seal_bid(by=User.objects.get(pk=member), bid=Bid.objects.get(pk=bid))


def test_around_the_deadline_what_is_late_is_not_in(purchase: Purchase) -> None:
    closes_in(purchase, timedelta(minutes=5))
    bids = []
    for number in range(TOGETHER):
        name = f"rival {number}"
        bidder = make_organisation(
            name, purchase.officers[0], capability=CapabilityKind.BIDDER, kind="social_service_agency"
        )
        purchase.bidders[name], purchase.members[name] = bidder, make_member(bidder, f"rival-{number}")
        bids.append((purchase.members[name].pk, draft(purchase, name).pk))
    until = closes_in(purchase, SOON)
    offsets = [timedelta(milliseconds=5 if number % 2 else -400) for number in range(TOGETHER)]
    told = race(
        [
            lambda m=member, b=bid, o=offset: seal_at(m, b, until + o)  # type: ignore[misc]
            for (member, bid), offset in zip(bids, offsets, strict=True)
        ]
    )
    assert set(told) <= {"done", "TOO_LATE"}
    assert {outcome for outcome, off in zip(told, offsets, strict=True) if off > timedelta()} == {"TOO_LATE"}
    assert "done" in told
    assert Envelope.objects.count() == Bid.objects.filter(status=BidStatus.SEALED).count() == told.count("done")
    assert not [each for each in Envelope.objects.all() if each.sealed_at >= until]
    while not actions.close_due_tenders():
        time.sleep(0.1)
    assert not BidDraft.objects.exists()
    purchase.tender.refresh_from_db()
    assert purchase.tender.status in (TenderStatus.CLOSED, TenderStatus.FAILED)


def test_colleagues_who_hand_in_together_have_one_bid(purchase: Purchase) -> None:
    closes_in(purchase, timedelta(minutes=5))
    bidder: Organisation = purchase.bidders["A"]
    colleagues = [make_member(bidder, f"colleague-{number}") for number in range(4)]

    def hand_in(member: int) -> None:
        user = User.objects.get(pk=member)
        tender = Tender.objects.get(pk=purchase.tender.pk)
        bid = actions.draft_bid(by=user, tender=tender, bidder=bidder, content=content(papers=(PAPER,)))
        actions.seal_bid(by=user, bid=bid)

    told = Counter(race([lambda m=member.pk: hand_in(m) for member in colleagues]))  # type: ignore[misc]
    assert set(told) <= {"done", "NOTHING_DRAFTED"}  # a colleague's seal may take the common draft along
    bid = Bid.objects.get(tender=purchase.tender)
    versions = list(Envelope.objects.values_list("version", flat=True))
    assert versions == list(range(1, told["done"] + 1))
    assert bid.version == told["done"] >= 1
