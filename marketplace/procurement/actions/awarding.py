"""The award with a reason for every loser, and the queries about it."""

from __future__ import annotations

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.events import announce
from marketplace.organisations.models import Organisation
from marketplace.procurement.actions.opening import fail
from marketplace.procurement.events import QueryAnswered, QueryFiled, TenderAwarded
from marketplace.procurement.models import Award, AwardQuery, Bid, Tender
from marketplace.procurement.ocds import publish_release
from marketplace.procurement.rules.awarding import may_answer_query, may_award, may_pass_over, may_query
from marketplace.procurement.states import AWARD_LIFECYCLE, BID_LIFECYCLE, TENDER_LIFECYCLE, BidStatus

PAPER_EXPIRED = "paper_expired"


@transaction.atomic
def award_tender(*, by: User, bid: Bid) -> Award:
    """Choose the best ranked bid at its own price; everybody is told at the same moment."""
    tender = Tender.objects.select_for_update().get(pk=bid.tender_id)
    may_award(by, bid).require()
    BID_LIFECYCLE.advance(bid, "win", by=by)
    for loser in tender.bids.filter(status=BidStatus.COMPLIANT):
        BID_LIFECYCLE.advance(loser, "lose", by=by)
    award = Award.objects.create(
        tender=tender, bid=bid, price_fen=bid.price_fen or 0, decided_by=by, announced_at=clock.now()
    )
    TENDER_LIFECYCLE.advance(tender, "award", by=by)
    publish_release(tender, "award")
    announce(TenderAwarded(award_id=award.pk))
    return award


@transaction.atomic
def pass_over(*, by: User, bid: Bid) -> None:
    """The best ranked bidder's papers have expired: the next one is asked. Nothing is scored anew."""
    may_pass_over(by, bid).require()
    BID_LIFECYCLE.advance(bid, "pass_over", by=by, because=PAPER_EXPIRED, exclusion=PAPER_EXPIRED)


@transaction.atomic
def file_query(*, by: User, award: Award, bidder: Organisation, text: str) -> AwardQuery:
    """A bidder asks about the award; the contract waits for the answer."""
    may_query(by, award, bidder).require()
    query = AwardQuery.objects.create(award=award, bidder=bidder, text=text)
    audit.record(by=by, verb="award.query", subject=query)
    announce(QueryFiled(query_id=query.pk))
    return query


@transaction.atomic
def answer_query(*, by: User, query: AwardQuery, answer: str, upheld: bool) -> None:
    """Answer it; if it is right, the award falls and the purchase begins anew."""
    query = AwardQuery.objects.select_for_update().select_related("award__tender").get(pk=query.pk)
    may_answer_query(by, query).require()
    AwardQuery.objects.filter(pk=query.pk).update(answer=answer, answered_at=clock.now(), upheld=upheld)
    audit.record(by=by, verb="award.answer_query", subject=query, detail={"upheld": upheld})
    if upheld:
        AWARD_LIFECYCLE.advance(query.award, "annul", by=by)
        fail(by, query.award.tender, "QUERY_UPHELD", "awardCancellation")
    announce(QueryAnswered(query_id=query.pk))
