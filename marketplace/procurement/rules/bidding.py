"""Who may ask and bid, until when, and what a bid must hold before it is sealed."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.queries import Reader
from marketplace.common import clock
from marketplace.common.detectors import Kind, scan
from marketplace.common.money import display_amount
from marketplace.common.naming import language
from marketplace.common.verdict import YES, Verdict, first_refusal, no
from marketplace.organisations.models import CapabilityKind, Organisation
from marketplace.organisations.queries import has_capability, is_member
from marketplace.procurement.bid_content import BidContent
from marketplace.procurement.models import Bid, Method, Tender
from marketplace.procurement.states import TenderStatus

if TYPE_CHECKING:
    from collections.abc import Iterable

CONTACTS: Final = frozenset({Kind.MOBILE, Kind.LANDLINE, Kind.EMAIL, Kind.WECHAT, Kind.QQ, Kind.RESIDENT_ID})
"""What tells the panel whom to call."""


def may_bid(reader: Reader, tender: Tender, bidder: Organisation, *, at: datetime | None = None) -> Verdict:
    """A member of a verified bidder, invited where the tender asks for it, before the deadline."""
    return first_refusal(
        _acts_for(reader, bidder),
        bidder_is_verified(bidder),
        _is_not_the_buyer(tender, bidder),
        _is_invited(tender, bidder),
        is_in_time(tender, at or clock.now()),
    )


def may_ask(reader: Reader, tender: Tender, bidder: Organisation) -> Verdict:
    """Whoever may bid may ask, until the deadline."""
    return may_bid(reader, tender, bidder)


def is_in_time(tender: Tender, moment: datetime) -> Verdict:
    """Before the deadline; the deadline itself is too late."""
    if tender.status == TenderStatus.OPEN and moment < tender.bids_until:
        return YES
    return no(_("The deadline has passed: no bid can be handed in, changed or withdrawn."), code="TOO_LATE")


def bidder_is_verified(bidder: Organisation) -> Verdict:
    """Verified as a bidder, and the evidence holds today."""
    if has_capability(bidder, CapabilityKind.BIDDER):
        return YES
    message = _("The organisation is not verified as a bidder today. Renew its evidence first.")
    return no(message, code="NOT_A_BIDDER")


def may_seal(bid: Bid, content: BidContent) -> Verdict:
    """Complete, within the budget, with papers that hold at the deadline, and not telling the panel whose it is."""
    return first_refusal(*faults_in(bid, content))


def faults_in(bid: Bid, content: BidContent) -> list[Verdict]:
    """Everything that keeps the bid from being sealed."""
    checks = [*_price(bid.tender, content), _answers(bid.tender, content), *_papers(bid.tender, content)]
    checks += [*_is_blind(bid.bidder, content), _accepts(content)]
    return [verdict for verdict in checks if not verdict.passed]


def _acts_for(reader: Reader, bidder: Organisation) -> Verdict:
    if is_member(reader, bidder):
        return YES
    return no(_("Only people who act for the organisation bid in its name."), code="NOT_A_MEMBER")


def _is_not_the_buyer(tender: Tender, bidder: Organisation) -> Verdict:
    if tender.buyer_id != bidder.pk:
        return YES
    return no(_("The buyer does not bid in its own tender."), code="OWN_TENDER")


def _is_invited(tender: Tender, bidder: Organisation) -> Verdict:
    if tender.method != Method.INVITED or tender.invited.filter(pk=bidder.pk).exists():
        return YES
    return no(_("Only invited organisations bid in this tender."), code="NOT_INVITED")


def _price(tender: Tender, content: BidContent) -> Iterable[Verdict]:
    if content.price_fen <= 0:
        yield no(_("Enter your price."), code="PRICE_MISSING")
    if content.price_fen > tender.budget_fen:
        message = _("The price is above the budget of %(budget)s. Such a bid would be excluded.")
        yield no(message % {"budget": display_amount(tender.budget_fen, language())}, code="ABOVE_BUDGET")


def _answers(tender: Tender, content: BidContent) -> Verdict:
    missing = [each for each in tender.criteria if not content.answers.get(each["id"], "").strip()]
    if not missing:
        return YES
    return no(_("Answer every criterion; the panel scores what stands there."), code="ANSWER_MISSING")


def _papers(tender: Tender, content: BidContent) -> Iterable[Verdict]:
    if not content.papers:
        yield no(_("Name at least one qualification paper."), code="PAPER_MISSING")
    if not papers_hold(content, at=tender.bids_until):
        yield no(_("A qualification paper expires before bids close. Renew it first."), code="PAPER_EXPIRED")


def papers_hold(content: BidContent, *, at: datetime) -> bool:
    """Whether every paper of the bid is valid on that day in the city."""
    return all(paper.holds_on(clock.local(at).date()) for paper in content.papers)


def _is_blind(bidder: Organisation, content: BidContent) -> Iterable[Verdict]:
    """Neither the bidder's name, however it is spaced or dressed, nor a way to reach it."""
    written = " ".join(content.answers.values())
    names = [_folded(name) for name in (bidder.name, bidder.name_en, bidder.credit_code) if name]
    if any(name in _folded(written) for name in names):
        message = _(
            "The panel reads the answers without knowing whose they are. Take the name of your organisation out."
        )
        yield no(message, code="NAMES_ITS_BIDDER")
    if any(finding.kind in CONTACTS for finding in scan(written)):
        message = _("The panel must not learn whose answers they are. Take numbers and accounts out of them.")
        yield no(message, code="TELLS_ITS_CONTACT")


def _folded(text: str) -> str:
    """Letters and digits only, in one dress and case."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


def _accepts(content: BidContent) -> Verdict:
    if content.accepts_terms:
        return YES
    return no(_("Accept the terms of the documents to hand in the bid."), code="TERMS_NOT_ACCEPTED")
