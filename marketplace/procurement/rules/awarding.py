"""Who decides the award, for which bid, and what may still be asked about it."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.queries import Reader
from marketplace.common import clock
from marketplace.common.verdict import YES, Verdict, first_refusal, no
from marketplace.organisations.models import Organisation
from marketplace.organisations.queries import is_member
from marketplace.procurement.bid_content import BidContent
from marketplace.procurement.clocks import query_until, standstill_until
from marketplace.procurement.models import Award, AwardQuery, Bid, Tender
from marketplace.procurement.rules.bidding import bidder_is_verified, papers_hold
from marketplace.procurement.rules.people import acts_for_no_bidder, for_the_buyer, seat_of
from marketplace.procurement.states import AwardStatus, BidStatus, TenderStatus


def may_decide(reader: Reader, tender: Tender) -> Verdict:
    """The buyer or an officer, who neither scored nor acts for a bidder, once bids are ranked."""
    verdict = first_refusal(
        for_the_buyer(reader, tender), _did_not_score(reader, tender), acts_for_no_bidder(reader, tender)
    )
    if verdict.passed and tender.status != TenderStatus.RANKED:
        return no(_("The award is decided when the panel has ranked the bids."), code="NOT_RANKED")
    return verdict


def may_award(reader: Reader, bid: Bid) -> Verdict:
    """The best ranked compliant bid, whose papers and verification hold on the day of the award."""
    verdict = first_refusal(may_decide(reader, bid.tender), _is_first(bid))
    return papers_hold_today(bid) if verdict.passed else verdict


def may_pass_over(reader: Reader, bid: Bid) -> Verdict:
    """Only where the bid may not win because its papers have expired."""
    verdict = first_refusal(may_decide(reader, bid.tender), _is_first(bid))
    if verdict.passed and papers_hold_today(bid).passed:
        return no(_("The best ranked bid is passed over only when its papers have expired."), code="PAPERS_HOLD")
    return verdict


def papers_hold_today(bid: Bid) -> Verdict:
    """What held at the deadline may have expired since."""
    content = BidContent.from_json(bid.opened.content)
    if papers_hold(content, at=clock.now()) and bidder_is_verified(bid.bidder).passed:
        return YES
    message = _("A paper of the bidder has expired since the bid. Pass it over, or wait for a renewed paper.")
    return no(message, code="PAPER_EXPIRED")


def may_query(reader: Reader, award: Award, bidder: Organisation) -> Verdict:
    """A bidder of this tender, within the days of the law (Procurement Law Art. 52), once."""
    if not is_member(reader, bidder) or not award.tender.bids.filter(bidder=bidder, opened__isnull=False).exists():
        return no(_("Only bidders of this tender may query its award."), code="NOT_A_BIDDER_HERE")
    if award.status != AwardStatus.ANNOUNCED or clock.today() > query_until(award):
        message = _("The time to query is over. You can complain to the supervising finance bureau.")
        return no(message, code="QUERY_TOO_LATE")
    if award.queries.filter(bidder=bidder).exists():
        return no(_("You have queried this award already; the answer comes in the desk."), code="QUERIED_ALREADY")
    return YES


def may_answer_query(reader: Reader, query: AwardQuery) -> Verdict:
    """The buyer or an officer, once; never somebody who scored."""
    tender = query.award.tender
    if query.answered_at is not None:
        return no(_("This query is answered."), code="ANSWERED_ALREADY")
    return first_refusal(
        for_the_buyer(reader, tender), _did_not_score(reader, tender), acts_for_no_bidder(reader, tender)
    )


def award_stands(award: Award, *, on: date) -> Verdict:
    """After the standstill, with no query open."""
    if award.status != AwardStatus.ANNOUNCED:
        return no(_("This award does not wait for a contract."), code="AWARD_NOT_OPEN")
    if on <= standstill_until(award):
        message = _("The award may be queried until %(day)s. Prepare the contract on the day after.")
        return no(message % {"day": standstill_until(award).isoformat()}, code="STANDSTILL")
    if award.queries.filter(answered_at__isnull=True).exists():
        return no(_("A query about the award is open. Answer it first."), code="QUERY_OPEN")
    return YES


def _decides(reader: Reader, tender: Tender) -> Verdict:
    """The buyer or an officer, with no other part in it."""
    return first_refusal(
        for_the_buyer(reader, tender), _did_not_score(reader, tender), acts_for_no_bidder(reader, tender)
    )


def _did_not_score(reader: Reader, tender: Tender) -> Verdict:
    if seat_of(reader, tender) is None:
        return YES
    return no(_("You sat on the panel; somebody else decides."), code="DECIDED_BY_SCORER")


def _is_first(bid: Bid) -> Verdict:
    """Nobody who is still compliant stands above it."""
    above = bid.tender.bids.filter(status=BidStatus.COMPLIANT, rank__lt=bid.rank or 0)
    if bid.status == BidStatus.COMPLIANT and bid.rank is not None and not above.exists():
        return YES
    return no(_("The award goes to the best ranked bid."), code="NOT_FIRST")
