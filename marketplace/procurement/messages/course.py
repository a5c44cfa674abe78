"""Whom we tell what becomes of a tender until its award, and whose work it is next; a listener may run twice."""

from __future__ import annotations

from django.urls import reverse

from marketplace.common import clock
from marketplace.notifications.actions import finish_work
from marketplace.notifications.ports import audience
from marketplace.organisations.models import CapabilityKind
from marketplace.organisations.queries import organisations_with
from marketplace.procurement import events
from marketplace.procurement.clocks import answer_until, contract_due
from marketplace.procurement.messages.telling import (
    AGREE,
    ANSWER,
    COMPLY,
    CONTRACT,
    DECIDE,
    DECLARE,
    OPEN,
    REPLY,
    SCORE,
    STEPS,
    ask,
    bidding,
    buying,
    openers,
    page_of,
    page_of_bid,
    panel,
    seat_page,
    subject_of,
    tell,
)
from marketplace.procurement.models import Award, AwardQuery, Bid, Clarification, Contract, Seat, Tender
from marketplace.procurement.states import AwardStatus, BidStatus, TenderStatus


def tell_bidders_of_tender(event: events.TenderPublished) -> None:
    """Everybody who could bid learns of it on the same day."""
    tender = Tender.objects.get(pk=event.tender_id)
    for bidder in organisations_with(CapabilityKind.BIDDER):
        tell(audience().members_of(bidder.pk), "tender_published", tender, page_of(tender))


def ask_buyer_to_answer(event: events.QuestionAsked) -> None:
    """The buyer answers before the clarification day where it can."""
    question = Clarification.objects.select_related("tender").get(pk=event.clarification_id)
    if question.answered_at is None and question.tender.status == TenderStatus.OPEN:
        url = reverse("answer_question", args=[question.reference])
        ask(buying(question.tender), ANSWER, question.tender, url, question.tender.bids_until, about=question.reference)


def tell_of_answer(event: events.QuestionAnswered) -> None:
    """Whoever asked and whoever writes a bid reads it where everybody does."""
    question = Clarification.objects.select_related("tender").get(pk=event.clarification_id)
    finish_work(ANSWER, subject=subject_of(question.reference))
    bidders = {question.asked_by_id, *question.tender.bids.values_list("bidder_id", flat=True)}
    for bidder in sorted(bidders):
        tell(audience().members_of(bidder), "question_answered", question.tender, page_of(question.tender))


def confirm_sealed_bid(event: events.BidSealed) -> None:
    """Colleagues of the bidder know which version is in force."""
    bid = _bid(event.bid_id)
    tell(bidding(bid), "bid_sealed", bid.tender, page_of_bid(bid), version=event.version)


def confirm_withdrawal(event: events.BidWithdrawn) -> None:
    """Colleagues of the bidder know that it will not be opened."""
    bid = _bid(event.bid_id)
    tell(bidding(bid), "bid_withdrawn", bid.tender, page_of_bid(bid), version=event.version)


def ask_officers_to_open(event: events.TenderClosed) -> None:
    """Both key holders are waited for."""
    tender = Tender.objects.get(pk=event.tender_id)
    if tender.status == TenderStatus.CLOSED:
        ask(openers(tender), OPEN, tender, reverse("opening", args=[tender.reference]), tender.closed_at)


def tell_of_failure(event: events.TenderFailed) -> None:
    """Nobody works on it any more, and every bidder knows."""
    tender = Tender.objects.get(pk=event.tender_id)
    for step in STEPS:
        finish_work(step, subject=subject_of(tender.reference))
    for bid in tender.bids.exclude(status=BidStatus.DRAFT).select_related("tender"):
        tell(bidding(bid), "tender_failed", tender, page_of_bid(bid))


def ask_for_compliance(event: events.BidsOpened) -> None:
    """The officers who opened judge compliance."""
    tender = Tender.objects.get(pk=event.tender_id)
    finish_work(OPEN, subject=subject_of(tender.reference))
    if tender.status == TenderStatus.OPENED:
        ask(openers(tender), COMPLY, tender, reverse("compliance", args=[tender.reference]))
    for bid in tender.bids.filter(opened__isnull=False).select_related("tender"):
        tell(bidding(bid), "bid_opened", tender, page_of_bid(bid))


def ask_member_to_declare(event: events.SeatGiven) -> None:
    """A new member declares interests first."""
    seat = Seat.objects.select_related("tender", "member").get(pk=event.seat_id)
    if seat.declared_at is None and seat.stood_aside_at is None:
        ask([seat.member], DECLARE, seat.tender, seat_page(seat.tender), about=f"{seat.tender.reference}/{seat.pk}")


def ask_panel_to_score(event: events.ScoringBegun) -> None:
    """Every member scores alone."""
    tender = Tender.objects.get(pk=event.tender_id)
    finish_work(COMPLY, subject=subject_of(tender.reference))
    for key in tender.seats.values_list("pk", flat=True):
        finish_work(DECLARE, subject=subject_of(f"{tender.reference}/{key}"))
    if tender.status == TenderStatus.SCORING:
        ask(panel(tender), SCORE, tender, seat_page(tender))


def ask_panel_to_agree(event: events.PanelConfers) -> None:
    """Every member reads all marks and agrees."""
    tender = Tender.objects.get(pk=event.tender_id)
    finish_work(SCORE, subject=subject_of(tender.reference))
    if tender.status == TenderStatus.CONFERRING:
        ask(panel(tender), AGREE, tender, seat_page(tender))


def ask_buyer_to_decide(event: events.BidsRanked) -> None:
    """The buyer confirms within the working days of the law."""
    tender = Tender.objects.get(pk=event.tender_id)
    finish_work(AGREE, subject=subject_of(tender.reference))
    if tender.status == TenderStatus.RANKED:
        ask(buying(tender), DECIDE, tender, reverse("award", args=[tender.reference]))


def tell_bidders_of_award(event: events.TenderAwarded) -> None:
    """Each bidder finds the reasons on the page of its own bid; the buyer's next work is the contract."""
    award = Award.objects.select_related("tender").get(pk=event.award_id)
    tender = award.tender
    finish_work(DECIDE, subject=subject_of(tender.reference))
    for bid in tender.bids.filter(opened__isnull=False).select_related("tender"):
        tell(bidding(bid), "award_won" if bid.pk == award.bid_id else "award_lost", tender, page_of_bid(bid))
    if award.status == AwardStatus.ANNOUNCED and not Contract.objects.filter(award=award).exists():
        due = clock.start_of(contract_due(award))
        ask(buying(tender), CONTRACT, tender, reverse("draft_contract", args=[tender.reference]), due)


def ask_buyer_to_reply(event: events.QueryFiled) -> None:
    """A query is answered within the working days of the law."""
    query = AwardQuery.objects.select_related("award__tender").get(pk=event.query_id)
    if query.answered_at is None:
        url, due = reverse("answer_query", args=[query.reference]), clock.start_of(answer_until(query))
        ask(buying(query.award.tender), REPLY, query.award.tender, url, due, about=query.reference)


def tell_of_reply(event: events.QueryAnswered) -> None:
    """The bidder reads the answer on the page of its bid."""
    query = AwardQuery.objects.select_related("award__tender").get(pk=event.query_id)
    finish_work(REPLY, subject=subject_of(query.reference))
    bid = query.award.tender.bids.select_related("tender").get(bidder=query.bidder_id)
    tell(bidding(bid), "query_answered", bid.tender, page_of_bid(bid))


def _bid(key: int) -> Bid:
    return Bid.objects.select_related("tender").get(pk=key)
