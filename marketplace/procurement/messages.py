"""Whom we tell what becomes of a purchase, and whose work it is next; every listener may run twice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.urls import reverse

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.rule_data import rule
from marketplace.notifications.actions import Params, finish_work, open_work, tell_once
from marketplace.notifications.ports import audience
from marketplace.organisations.models import CapabilityKind
from marketplace.organisations.queries import organisations_with
from marketplace.procurement import events
from marketplace.procurement.clocks import announced_on, answer_until
from marketplace.procurement.models import Award, AwardQuery, Bid, Clarification, Contract, Milestone, Seat, Tender
from marketplace.procurement.states import AwardStatus, BidStatus, ContractStatus, MilestoneStatus, TenderStatus

ANSWER, OPEN, COMPLY, DECLARE = "answer_question", "open_bids", "judge_compliance", "declare_interests"
SCORE, AGREE, DECIDE, CONTRACT = "score_bids", "agree_marks", "decide_award", "draft_contract"
SIGN, COUNTERSIGN, ACCEPT, REPLY = "sign_contract", "countersign_contract", "accept_milestone", "answer_award_query"
STEPS = (OPEN, COMPLY, SCORE, AGREE, DECIDE, CONTRACT)
BUYERS_WORK = frozenset({ANSWER, DECIDE, CONTRACT, REPLY, COUNTERSIGN, ACCEPT})


def tell_bidders_of_tender(event: events.TenderPublished) -> None:
    """Everybody who could bid learns of it on the same day."""
    tender = Tender.objects.get(pk=event.tender_id)
    for bidder in organisations_with(CapabilityKind.BIDDER):
        _tell(audience().members_of(bidder.pk), "tender_published", tender, _public(tender))


def ask_buyer_to_answer(event: events.QuestionAsked) -> None:
    """The buyer answers before the clarification day where it can."""
    question = Clarification.objects.select_related("tender").get(pk=event.clarification_id)
    if question.answered_at is None and question.tender.status == TenderStatus.OPEN:
        url = reverse("answer_question", args=[question.reference])
        _ask(
            _buying(question.tender), ANSWER, question.tender, url, question.tender.bids_until, about=question.reference
        )


def tell_of_answer(event: events.QuestionAnswered) -> None:
    """Whoever asked and whoever writes a bid reads it where everybody does."""
    question = Clarification.objects.select_related("tender").get(pk=event.clarification_id)
    finish_work(ANSWER, subject=_subject(question.reference))
    bidders = {question.asked_by_id, *question.tender.bids.values_list("bidder_id", flat=True)}
    for bidder in sorted(bidders):
        _tell(audience().members_of(bidder), "question_answered", question.tender, _public(question.tender))


def confirm_sealed_bid(event: events.BidSealed) -> None:
    """Colleagues of the bidder know which version is in force."""
    bid = _bid(event.bid_id)
    _tell(_bidding(bid), "bid_sealed", bid.tender, _own(bid), version=event.version)


def confirm_withdrawal(event: events.BidWithdrawn) -> None:
    """Colleagues of the bidder know that it will not be opened."""
    bid = _bid(event.bid_id)
    _tell(_bidding(bid), "bid_withdrawn", bid.tender, _own(bid), version=event.version)


def ask_officers_to_open(event: events.TenderClosed) -> None:
    """Both key holders are waited for."""
    tender = Tender.objects.get(pk=event.tender_id)
    if tender.status == TenderStatus.CLOSED:
        _ask(_openers(tender), OPEN, tender, reverse("opening", args=[tender.reference]), tender.closed_at)


def tell_of_failure(event: events.TenderFailed) -> None:
    """Nobody works on it any more, and every bidder knows."""
    tender = Tender.objects.get(pk=event.tender_id)
    for step in STEPS:
        finish_work(step, subject=_subject(tender.reference))
    for bid in tender.bids.exclude(status=BidStatus.DRAFT).select_related("tender"):
        _tell(_bidding(bid), "tender_failed", tender, _own(bid))


def ask_for_compliance(event: events.BidsOpened) -> None:
    """The officers who opened judge compliance."""
    tender = Tender.objects.get(pk=event.tender_id)
    finish_work(OPEN, subject=_subject(tender.reference))
    if tender.status == TenderStatus.OPENED:
        _ask(_openers(tender), COMPLY, tender, reverse("compliance", args=[tender.reference]))
    for bid in tender.bids.filter(opened__isnull=False).select_related("tender"):
        _tell(_bidding(bid), "bid_opened", tender, _own(bid))


def ask_member_to_declare(event: events.SeatGiven) -> None:
    """A new member declares interests first."""
    seat = Seat.objects.select_related("tender", "member").get(pk=event.seat_id)
    if seat.declared_at is None and seat.stood_aside_at is None:
        _ask([seat.member], DECLARE, seat.tender, _seat(seat.tender), about=f"{seat.tender.reference}/{seat.pk}")


def ask_panel_to_score(event: events.ScoringBegun) -> None:
    """Every member scores alone."""
    tender = Tender.objects.get(pk=event.tender_id)
    finish_work(COMPLY, subject=_subject(tender.reference))
    for key in tender.seats.values_list("pk", flat=True):
        finish_work(DECLARE, subject=_subject(f"{tender.reference}/{key}"))
    if tender.status == TenderStatus.SCORING:
        _ask(_panel(tender), SCORE, tender, _seat(tender))


def ask_panel_to_agree(event: events.PanelConfers) -> None:
    """Every member reads all marks and agrees."""
    tender = Tender.objects.get(pk=event.tender_id)
    finish_work(SCORE, subject=_subject(tender.reference))
    if tender.status == TenderStatus.CONFERRING:
        _ask(_panel(tender), AGREE, tender, _seat(tender))


def ask_buyer_to_decide(event: events.BidsRanked) -> None:
    """The buyer confirms within the working days of the law."""
    tender = Tender.objects.get(pk=event.tender_id)
    finish_work(AGREE, subject=_subject(tender.reference))
    if tender.status == TenderStatus.RANKED:
        _ask(_buying(tender), DECIDE, tender, reverse("award", args=[tender.reference]))


def tell_bidders_of_award(event: events.TenderAwarded) -> None:
    """Each bidder finds the reasons on the page of its own bid; the buyer's next work is the contract."""
    award = Award.objects.select_related("tender").get(pk=event.award_id)
    tender = award.tender
    finish_work(DECIDE, subject=_subject(tender.reference))
    for bid in tender.bids.filter(opened__isnull=False).select_related("tender"):
        _tell(_bidding(bid), "award_won" if bid.pk == award.bid_id else "award_lost", tender, _own(bid))
    if award.status == AwardStatus.ANNOUNCED and not Contract.objects.filter(award=award).exists():
        days = int(rule("tender.contract_days", on=announced_on(award)).value)
        due = clock.start_of(announced_on(award) + timedelta(days=days))
        _ask(_buying(tender), CONTRACT, tender, reverse("draft_contract", args=[tender.reference]), due)


def ask_buyer_to_reply(event: events.QueryFiled) -> None:
    """A query is answered within the working days of the law."""
    query = AwardQuery.objects.select_related("award__tender").get(pk=event.query_id)
    if query.answered_at is None:
        url, due = reverse("answer_query", args=[query.reference]), clock.start_of(answer_until(query))
        _ask(_buying(query.award.tender), REPLY, query.award.tender, url, due, about=query.reference)


def tell_of_reply(event: events.QueryAnswered) -> None:
    """The bidder reads the answer on the page of its bid."""
    query = AwardQuery.objects.select_related("award__tender").get(pk=event.query_id)
    finish_work(REPLY, subject=_subject(query.reference))
    bid = query.award.tender.bids.select_related("tender").get(bidder=query.bidder_id)
    _tell(_bidding(bid), "query_answered", bid.tender, _own(bid))


def ask_supplier_to_sign(event: events.ContractDrafted) -> None:
    """The supplier signs first."""
    contract = _contract(event.contract_id)
    finish_work(CONTRACT, subject=_subject(contract.award.tender.reference))
    if contract.status == ContractStatus.DRAFTED:
        _ask(
            _supplying(contract),
            SIGN,
            contract.award.tender,
            _address(contract),
            about=contract.reference,
            supplier=contract.award.bid.bidder.reference,
        )


def ask_buyer_to_sign(event: events.ContractSigned) -> None:
    """Then the buyer."""
    contract = _contract(event.contract_id)
    finish_work(SIGN, subject=_subject(contract.reference))
    if contract.status == ContractStatus.SIGNED:
        _ask(
            _buying(contract.award.tender),
            COUNTERSIGN,
            contract.award.tender,
            _address(contract),
            about=contract.reference,
        )


def tell_supplier_of_contract(event: events.ContractCountersigned) -> None:
    """The work may begin."""
    contract = _contract(event.contract_id)
    finish_work(COUNTERSIGN, subject=_subject(contract.reference))
    _tell(_supplying(contract), "contract_in_force", contract.award.tender, _address(contract))


def ask_buyer_to_accept(event: events.MilestoneDelivered) -> None:
    """The buyer looks at the evidence."""
    row = _milestone(event.milestone_id)
    if row.status == MilestoneStatus.DELIVERED:
        _ask(_buying(row.contract.award.tender), ACCEPT, row.contract.award.tender, _work(row), about=row.reference)


def tell_supplier_of_return(event: events.MilestoneReturned) -> None:
    """The supplier reads what is missing."""
    row = _milestone(event.milestone_id)
    finish_work(ACCEPT, subject=_subject(row.reference))
    if row.status == MilestoneStatus.PLANNED:
        _tell(_supplying(row.contract), "milestone_returned", row.contract.award.tender, _work(row))


def tell_supplier_of_acceptance(event: events.MilestoneAccepted) -> None:
    """The milestone counts."""
    row = _milestone(event.milestone_id)
    finish_work(ACCEPT, subject=_subject(row.reference))
    _tell(_supplying(row.contract), "milestone_accepted", row.contract.award.tender, _work(row))


def _tell(people: Iterable[User], kind: str, tender: Tender, url: str, **more: int) -> None:
    """A notice to each, unless the same one was written before."""
    tell_once(people, kind, {**_params(tender), **more}, url)


def _ask(
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
            subject=_subject(about or tender.reference),
            url=url,
            due_at=due_at,
            params=_params(tender),
            acting_for=acting_for,
        )


def _params(tender: Tender) -> Params:
    return {"title": tender.title, "title_en": tender.title_en}


def _subject(reference: str) -> str:
    return f"purchase:{reference}"


def _buying(tender: Tender) -> list[User]:
    """Members of the buyer, none of whom sits on the panel."""
    blind = set(tender.seats.values_list("member_id", flat=True))
    return [user for user in audience().members_of(tender.buyer_id) if user.pk not in blind]


def _openers(tender: Tender) -> list[User]:
    return [key.officer for key in tender.opening_keys.select_related("officer")]


def _panel(tender: Tender) -> list[User]:
    return [seat.member for seat in tender.seats.filter(stood_aside_at__isnull=True).select_related("member")]


def _bidding(bid: Bid) -> Iterable[User]:
    return audience().members_of(bid.bidder_id)


def _supplying(contract: Contract) -> Iterable[User]:
    return audience().members_of(contract.award.bid.bidder_id)


def _bid(key: int) -> Bid:
    return Bid.objects.select_related("tender").get(pk=key)


def _contract(key: int) -> Contract:
    return Contract.objects.select_related("award__tender", "award__bid").get(pk=key)


def _milestone(key: int) -> Milestone:
    return Milestone.objects.select_related("contract__award__tender", "contract__award__bid").get(pk=key)


def _public(tender: Tender) -> str:
    return reverse("tender", args=[tender.reference])


def _seat(tender: Tender) -> str:
    return reverse("seat", args=[tender.reference])


def _own(bid: Bid) -> str:
    return reverse("bid", args=[bid.reference])


def _address(contract: Contract) -> str:
    return reverse("contract", args=[contract.reference])


def _work(milestone: Milestone) -> str:
    return reverse("milestone", args=[milestone.reference])
