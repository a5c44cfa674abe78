"""A service list and three purchases: one open with bids waiting, one to be opened, one past its first milestone."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from PIL import Image

from marketplace.accounts.models import User
from marketplace.accounts.queries import CITY
from marketplace.common import clock
from marketplace.documents.actions import store_upload
from marketplace.operations.demo.households import load
from marketplace.operations.demo.partners import Partners
from marketplace.operations.demo.staff import FIRST_DISTRICT, Staff, account
from marketplace.organisations.models import Organisation
from marketplace.procurement import actions
from marketplace.procurement.bid_content import BidContent, Paper
from marketplace.procurement.models import Award, Bid, Clarification, ServiceList, Tender

OPEN_DAYS = 24
LIST_AHEAD = 200
"""The list is in force before the oldest purchase of the demonstration."""


@dataclass(slots=True)
class Buying:
    """Who buys, who bids, who scores, and the codes that the two officers would keep to themselves."""

    officers: list[User]
    buyer: Organisation
    bidders: list[Organisation]
    panel: list[User]
    member: Callable[[Organisation], User]
    codes: list[dict[str, str]] = field(default_factory=list)


def buy(staff: Staff, partners: Partners, codes_file: Path) -> None:
    """Publish the list, then play the three purchases; the opening codes of the unfinished ones are written down."""
    data = load("procurement")
    buying = Buying(
        officers=[staff.officers[FIRST_DISTRICT], staff.officers[CITY]],
        buyer=partners.of_kind("government")[0],
        bidders=partners.of_kind("social_service_agency")[:3],
        panel=[account(f"evaluator.{number}@demo.zhulin.invalid", f"评委 {number}") for number in range(1, 6)],
        member=partners.person_of,
    )
    service_list = _publish_list(staff.officers[CITY], data)
    finish_one(buying, service_list, data)
    leave_one_to_open(buying, service_list, data)
    leave_one_open(buying, service_list, data)
    partners.logins.append(("buyer", partners.person_of(buying.buyer)))
    partners.logins += [(f"evaluator_{number}", user) for number, user in enumerate(buying.panel, start=1)]
    codes_file.write_text(json.dumps(buying.codes, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    codes_file.chmod(0o600)


def leave_one_open(buying: Buying, service_list: ServiceList, data: dict[str, Any]) -> None:
    """Published three days ago: a question answered, three bids sealed, the deadline still to come."""
    with _days_ago(3):
        tender = _open(buying, service_list, data["tender"]["open"])
    with _days_ago(2):
        _ask_and_answer(buying, tender, data["question"])
        _hand_in_all(buying, tender, data)


def leave_one_to_open(buying: Buying, service_list: ServiceList, data: dict[str, Any]) -> None:
    """Closed yesterday evening: the two officers may open it with their codes."""
    with _days_ago(OPEN_DAYS + 1):
        tender = _open(buying, service_list, data["tender"]["waiting"])
    with _days_ago(3):
        _hand_in_all(buying, tender, data)
    with _days_ago(0):
        actions.close_due_tenders()


def finish_one(buying: Buying, service_list: ServiceList, data: dict[str, Any]) -> None:
    """From the list to the first accepted milestone."""
    officer, wanted = buying.officers[1], data["tender"]["finished"]
    with _days_ago(140):
        tender = _open(buying, service_list, wanted)
    codes = [row["code"] for row in buying.codes]
    buying.codes.clear()
    with _days_ago(130):
        _ask_and_answer(buying, tender, data["question"])
        _hand_in_all(buying, tender, data)
    with _days_ago(115):
        actions.close_due_tenders()
        for holder, code in zip(buying.officers, codes, strict=True):
            actions.give_code(by=holder, tender=tender, code=code)
        for bid in Bid.objects.filter(tender=tender):
            actions.judge_bid(by=officer, bid=bid)
        actions.settle_compliance(by=officer, tender=tender)
    with _days_ago(113):
        _score(buying, tender, data)
    with _days_ago(110):
        award = actions.award_tender(by=officer, bid=Bid.objects.get(tender=tender, rank=1))
    _perform(buying, award.pk, data)


def _perform(buying: Buying, award_key: int, data: dict[str, Any]) -> None:
    """Contract, first milestone with its paper, acceptance by the buyer."""
    award = Award.objects.select_related("bid__bidder", "tender__buyer").get(pk=award_key)
    supplier, buyer = buying.member(award.bid.bidder), buying.member(buying.buyer)
    with _days_ago(88) as day:
        contract = actions.draft_contract(
            by=buyer, award=award, number=f"DEMO-{day.year}-001", starts_on=day + timedelta(days=3),
            parts=_parts(award.price_fen, day, data),
        )  # fmt: skip
        signed = actions.give_contract_paper(by=supplier, contract=contract, data=_empty_sheet("PDF"), signed_on=day)
        actions.sign_contract(by=supplier, contract=contract, sha256=signed.sha256)
        actions.countersign_contract(by=buyer, contract=contract, sha256=signed.sha256)
        copy = actions.give_contract_copy(by=buyer, contract=contract, data=_empty_sheet("PDF"))
        actions.release_contract_copy(by=buying.officers[1], paper=copy)
    milestone = contract.milestones.get(position=1)
    with _days_ago(10) as day:
        paper = store_upload(by=supplier, purpose="milestone", data=_empty_sheet())
        actions.deliver_milestone(
            by=supplier, milestone=milestone, delivered_on=day, note=data["work"]["delivered"], evidence=[paper]
        )
    with _days_ago(7):
        actions.accept_milestone(by=buyer, milestone=milestone)
    with _days_ago(2) as day:
        wrong = actions.pay_milestone(by=buyer, milestone=milestone, paid_on=day, voucher=data["work"]["mistyped"])
    with _days_ago(1):
        actions.correct_payment(
            by=buyer, payment=wrong, fen=wrong.fen, paid_on=wrong.paid_on, voucher=data["work"]["voucher"],
            because=data["work"]["because"],
        )  # fmt: skip


def _publish_list(officer: User, data: dict[str, Any]) -> ServiceList:
    valid_from = (clock.today() - timedelta(days=LIST_AHEAD)).replace(month=1, day=1)
    return actions.publish_service_list(
        by=officer, valid_from=valid_from, items=data["item"],
        **{name: data[name] for name in ("name", "name_en", "version", "source")},
    )  # fmt: skip


def _open(buying: Buying, service_list: ServiceList, wanted: dict[str, Any]) -> Tender:
    """Drafted, two keys taken, a panel appointed, published: all on one day."""
    wanted, today, officer = dict(wanted), clock.today(), buying.officers[1]
    tender = actions.draft_tender(
        by=officer,
        item=service_list.items.get(code=wanted.pop("item")),
        buyer=buying.buyer,
        issued_on=today,
        documents_from=today,
        bids_until=datetime.combine(today + timedelta(days=OPEN_DAYS), time(17), clock.CITY_ZONE),
        **wanted,
    )
    for holder in buying.officers:
        code = actions.take_opening_key(by=holder, tender=tender)
        buying.codes.append({"tender": tender.title, "officer": holder.email, "code": code})
    for number, member in enumerate(buying.panel):
        actions.appoint(by=officer, tender=tender, member=member, is_expert=number < 4)
        actions.declare_interests(by=member, tender=tender, organisations=[])
    actions.publish_tender(by=officer, tender=tender)
    return tender


def _ask_and_answer(buying: Buying, tender: Tender, words: dict[str, str]) -> Clarification:
    asking = buying.bidders[1]
    question = actions.ask_question(by=buying.member(asking), tender=tender, organisation=asking, text=words["text"])
    return actions.answer_question(by=buying.officers[1], question=question, answer=words["answer"], affects_bids=False)


def _hand_in_all(buying: Buying, tender: Tender, data: dict[str, Any]) -> None:
    for bidder, words in zip(buying.bidders, data["bid"], strict=True):
        content = BidContent(
            price_fen=int(tender.budget_fen * Decimal(words["share"])) // 100 * 100,
            answers={"tech": words["tech"], "service": words["service"]},
            papers=(
                Paper("registration", "DEMO-R", clock.today() + timedelta(days=700)),
                Paper("clean_record", "DEMO-C"),
            ),
            accepts_terms=True,
        )  # fmt: skip
        bid = actions.draft_bid(by=buying.member(bidder), tender=tender, bidder=bidder, content=content)
        actions.seal_bid(by=buying.member(bidder), bid=bid)


def _score(buying: Buying, tender: Tender, data: dict[str, Any]) -> None:
    marks_of = {bidder.pk: words["marks"] for bidder, words in zip(buying.bidders, data["bid"], strict=True)}
    bids = list(Bid.objects.filter(tender=tender))
    for number, member in enumerate(buying.panel):
        marks = {
            bid.reference: {name: Decimal(mark + number - 2) for name, mark in marks_of[bid.bidder_id].items()}
            for bid in bids
        }
        actions.hand_in_marks(by=member, tender=tender, marks=marks)
    for member in buying.panel:
        actions.agree(by=member, tender=tender)


def _parts(fen: int, day: date, data: dict[str, Any]) -> list[actions.Part]:
    """Equal shares by the quarter; the last one takes what does not divide."""
    titles = data["milestone"]
    share = fen // len(titles) // 100 * 100
    last = fen - share * (len(titles) - 1)
    return [
        actions.Part(
            words["title"], share if number < len(titles) else last, day + timedelta(days=78 + 90 * (number - 1)),
            words["title_en"],
        )
        for number, words in enumerate(titles, start=1)
    ]  # fmt: skip


def _empty_sheet(kind: str = "PNG") -> bytes:
    """A ruled sheet without a word on it: it stands for attendance sheets, and for the paper of a contract."""
    page = Image.new("L", (620, 877), 255)
    for line in range(120, 820, 40):
        page.paste(180, (60, line, 560, line + 2))
    out = io.BytesIO()
    dated = clock.now().utctimetuple()
    page.save(out, kind, **({"creationDate": dated, "modDate": dated} if kind == "PDF" else {}))
    return out.getvalue()


@contextmanager
def _days_ago(days: int) -> Iterator[date]:
    """Within the block it is the morning so many days before today; gives that day."""
    day = clock.today() - timedelta(days=days)
    with clock.freeze(datetime.combine(day, clock.DEMO_DAY_STARTS, clock.CITY_ZONE)):
        yield day
