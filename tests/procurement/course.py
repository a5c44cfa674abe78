"""A purchase brought to any point of its course, through the actions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.clock import CITY_ZONE
from marketplace.documents.actions import store_upload
from marketplace.organisations.models import CapabilityKind, Organisation
from marketplace.procurement import actions
from marketplace.procurement.bid_content import BidContent, Paper
from marketplace.procurement.models import Award, Bid, Contract, ContractPaper, Milestone, Tender
from tests.documents.uploads import jpeg
from tests.fulfilment.market import make_member, make_organisation
from tests.needs.city import make_user
from tests.procurement.tenders import make_tender

CANARY = "独家秘方"
"""Stands in every answer: found anywhere before the opening, a bid was readable."""
PAPER = Paper("registration", "NB-2020-001", date(2028, 12, 31))
PRICES = {"A": 48_000_000, "B": 50_000_000, "C": 60_000_000}
TECH = {"A": "85", "B": "92", "C": "95"}
SERVICE = {"A": "80", "B": "88", "C": "70"}
PDF = b"%PDF-1.7\n% signed by both sides\n%%EOF\n"
AFTER_CLOSE = datetime(2026, 12, 22, 17, 1, tzinfo=CITY_ZONE)
AWARD_DAY = datetime(2026, 12, 25, 10, tzinfo=CITY_ZONE)
AFTER_STANDSTILL = datetime(2027, 1, 11, 10, tzinfo=CITY_ZONE)


@dataclass
class Purchase:
    """Everybody in it, and the codes that the officers keep to themselves."""

    officers: list[User]
    buyer: Organisation
    tender: Tender
    codes: list[str]
    bidders: dict[str, Organisation] = field(default_factory=dict)
    members: dict[str, User] = field(default_factory=dict)
    panel: list[User] = field(default_factory=list)

    def bid(self, name: str) -> Bid:
        return Bid.objects.get(tender=self.tender, bidder=self.bidders[name])


def begin(bureau: User, second: User, buyer: Organisation, **changes: Any) -> Purchase:
    """Published with two keys; three verified bidders; five members, four of them experts, without ties."""
    tender = make_tender(bureau, buyer, **changes)
    codes = [actions.take_opening_key(by=officer, tender=tender) for officer in (bureau, second)]
    actions.publish_tender(by=bureau, tender=tender)
    purchase = Purchase([bureau, second], buyer, tender, codes)
    for name in PRICES:
        add_bidder(purchase, name)
    for number in range(5):
        member = make_user(f"panel-{number}")
        actions.appoint(by=bureau, tender=tender, member=member, is_expert=number < 4)
        actions.declare_interests(by=member, tender=tender, organisations=[])
        purchase.panel.append(member)
    return purchase


def add_bidder(purchase: Purchase, name: str) -> User:
    bidder = make_organisation(
        f"{name} 社工中心", purchase.officers[0], capability=CapabilityKind.BIDDER, kind="social_service_agency"
    )
    purchase.bidders[name], purchase.members[name] = bidder, make_member(bidder, f"member-{name}")
    return purchase.members[name]


def content(price_fen: int = 50_000_000, **changes: Any) -> BidContent:
    """A bid that breaks no rule unless told to."""
    answers = {"tech": f"每月两次探访，{CANARY}。", "service": "十二名社工。"}
    whole = BidContent(price_fen=price_fen, answers=answers, papers=(PAPER,), accepts_terms=True)
    return replace(whole, **changes)


def hand_in(purchase: Purchase, name: str, **changes: Any) -> actions.Receipt:
    """Draft and seal."""
    member, price = purchase.members[name], PRICES.get(name, 70_000_000)
    bid = actions.draft_bid(
        by=member, tender=purchase.tender, bidder=purchase.bidders[name], content=content(price, **changes)
    )
    return actions.seal_bid(by=member, bid=bid)


def hand_in_all(purchase: Purchase, **changes: Any) -> None:
    for name in purchase.bidders:
        hand_in(purchase, name, **changes)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    with clock.freeze(moment):
        yield


def close(purchase: Purchase) -> None:
    with at(AFTER_CLOSE):
        actions.close_due_tenders()
    purchase.tender.refresh_from_db()


def open_bids(purchase: Purchase) -> None:
    """Closed, and opened by both officers."""
    close(purchase)
    with at(AFTER_CLOSE):
        for officer, code in zip(purchase.officers, purchase.codes, strict=True):
            actions.give_code(by=officer, tender=purchase.tender, code=code)
    purchase.tender.refresh_from_db()


def admit_all(purchase: Purchase, *excluded: str) -> bool:
    """Compliance of every bid; those named are excluded. Whether scoring began."""
    officer = purchase.officers[0]
    with at(AFTER_CLOSE):
        for name in purchase.bidders:
            code = "not_qualified" if name in excluded else ""
            actions.judge_bid(by=officer, bid=purchase.bid(name), exclusion=code)
        return actions.settle_compliance(by=officer, tender=purchase.tender)


def sheet(purchase: Purchase) -> dict[str, dict[str, Decimal]]:
    """The marks of P2 for every bid that is being scored."""
    bids = {name: purchase.bid(name) for name in purchase.bidders}
    return {
        bid.reference: {"tech": Decimal(TECH[name]), "service": Decimal(SERVICE[name])}
        for name, bid in bids.items()
        if bid.status == "compliant"
    }


def rank(purchase: Purchase) -> None:
    """Every member hands in the marks of P2, then agrees."""
    with at(AFTER_CLOSE):
        for member in purchase.panel:
            actions.hand_in_marks(by=member, tender=purchase.tender, marks=sheet(purchase))
        for member in purchase.panel:
            actions.agree(by=member, tender=purchase.tender)
    purchase.tender.refresh_from_db()


def bring_to_ranking(purchase: Purchase, **changes: Any) -> None:
    hand_in_all(purchase, **changes)
    open_bids(purchase)
    admit_all(purchase)
    rank(purchase)


def award(purchase: Purchase) -> Award:
    """B is first, on Christmas Day."""
    bring_to_ranking(purchase)
    with at(AWARD_DAY):
        made = actions.award_tender(by=purchase.officers[0], bid=purchase.bid("B"))
    purchase.tender.refresh_from_db()
    return made


def parts() -> list[actions.Part]:
    return [
        actions.Part("第一季度探访", 20_000_000, date(2027, 4, 30), "Visits, first quarter"),
        actions.Part("其余探访", 30_000_000, date(2028, 1, 31), "The other visits"),
    ]


def give_paper(by: User, contract: Contract, data: bytes = PDF, **changes: Any) -> ContractPaper:
    """The signed contract, dated today unless told otherwise."""
    given = {"signed_on": clock.today()} | changes
    return actions.give_contract_paper(by=by, contract=contract, data=data, **given)


def sign(purchase: Purchase) -> Contract:
    """Drafted after the standstill, its paper confirmed by both."""
    made = award(purchase)
    with at(AFTER_STANDSTILL):
        contract = actions.draft_contract(
            by=purchase.officers[0], award=made, number="ZL-2027-001", starts_on=date(2027, 2, 1), parts=parts()
        )
        paper = give_paper(purchase.members["B"], contract)
        actions.sign_contract(by=purchase.members["B"], contract=contract, sha256=paper.sha256)
        actions.countersign_contract(by=purchase.officers[0], contract=contract, sha256=paper.sha256)
    contract.refresh_from_db()
    purchase.tender.refresh_from_db()
    return contract


def deliver(purchase: Purchase, milestone: Milestone) -> None:
    """With a picture as evidence, on the day it is due."""
    member = purchase.members["B"]
    with at(datetime.combine(milestone.due_on, AWARD_DAY.timetz()) + timedelta(hours=1)):
        picture = store_upload(by=member, purpose="milestone", data=jpeg())
        actions.deliver_milestone(
            by=member, milestone=milestone, delivered_on=milestone.due_on, note="已完成", evidence=[picture]
        )
