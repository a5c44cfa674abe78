"""Ways to tell people of a purchase, and where each thing is read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from marketplace.accounts.models import User
from marketplace.notifications.actions import Params, open_work, tell_once
from marketplace.notifications.ports import audience
from marketplace.procurement.models import Bid, Contract, Milestone, Tender

ANSWER, OPEN, COMPLY, DECLARE = "answer_question", "open_bids", "judge_compliance", "declare_interests"
SCORE, AGREE, DECIDE, CONTRACT = "score_bids", "agree_marks", "decide_award", "draft_contract"
SIGN, COUNTERSIGN, ACCEPT, REPLY = "sign_contract", "countersign_contract", "accept_milestone", "answer_award_query"
PAY, COPY, RELEASE = "pay_milestone", "give_contract_copy", "release_contract_copy"
STEPS = (OPEN, COMPLY, SCORE, AGREE, DECIDE, CONTRACT)
BUYERS_WORK = frozenset({ANSWER, DECIDE, CONTRACT, REPLY, COUNTERSIGN, ACCEPT, PAY, COPY})


def tell(people: Iterable[User], kind: str, tender: Tender, url: str, **more: int) -> None:
    """A notice to each, unless the same one was written before."""
    tell_once(people, kind, {**_params(tender), **more}, url)


def ask(
    people: Iterable[User],
    kind: str,
    tender: Tender,
    url: str,
    due_at: datetime | None = None,
    *,
    about: str = "",
    supplier: str = "",
) -> None:
    """Work of the buyer or the supplier passes to colleagues of whoever leaves; a seat or a key is one's own."""
    acting_for = tender.buyer.reference if kind in BUYERS_WORK else supplier
    for person in people:
        open_work(
            person,
            kind,
            subject=subject_of(about or tender.reference),
            url=url,
            due_at=due_at,
            params=_params(tender),
            acting_for=acting_for,
        )


def _params(tender: Tender) -> Params:
    return {"title": tender.title, "title_en": tender.title_en}


def subject_of(reference: str) -> str:
    return f"purchase:{reference}"


def buying(tender: Tender) -> list[User]:
    """Members of the buyer, none of whom sits on the panel."""
    blind = set(tender.seats.values_list("member_id", flat=True))
    return [user for user in audience().members_of(tender.buyer_id) if user.pk not in blind]


def openers(tender: Tender) -> list[User]:
    return [key.officer for key in tender.opening_keys.select_related("officer")]


def panel(tender: Tender) -> list[User]:
    return [seat.member for seat in tender.seats.filter(stood_aside_at__isnull=True).select_related("member")]


def bidding(bid: Bid) -> Iterable[User]:
    return audience().members_of(bid.bidder_id)


def supplying(contract: Contract) -> Iterable[User]:
    return audience().members_of(contract.award.bid.bidder_id)


def page_of(tender: Tender) -> str:
    return reverse("tender", args=[tender.reference])


def seat_page(tender: Tender) -> str:
    return reverse("seat", args=[tender.reference])


def page_of_bid(bid: Bid) -> str:
    return reverse("bid", args=[bid.reference])


def page_of_contract(contract: Contract) -> str:
    return reverse("contract", args=[contract.reference])


def page_of_milestone(milestone: Milestone) -> str:
    return reverse("milestone", args=[milestone.reference])
