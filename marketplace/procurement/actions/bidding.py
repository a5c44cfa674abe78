"""Draft, seal, replace and withdraw a bid; the database's clock decides what came before the deadline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common import audit
from marketplace.common.database_clock import database_now
from marketplace.common.events import announce
from marketplace.common.references import new_secret
from marketplace.common.verdict import DomainError
from marketplace.organisations.models import Organisation
from marketplace.procurement.bid_content import BidContent
from marketplace.procurement.events import BidSealed, BidWithdrawn
from marketplace.procurement.models import Bid, BidDraft, Envelope, OpeningKey, Tender
from marketplace.procurement.rules.bidding import is_in_time, may_bid, may_seal
from marketplace.procurement.sealing import DoesNotOpen, open_own_copy, seal
from marketplace.procurement.states import BID_LIFECYCLE


class WrongCode(DomainError):
    """The code does not open what it was given for."""

    code = "WRONG_CODE"


class NothingDrafted(DomainError):
    """There is no draft to seal."""

    code = "NOTHING_DRAFTED"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the bidder keeps. The code is told once: it reads the sealed bid back, for its bidder only."""

    bid: Bid
    version: int
    sealed_at: datetime
    digest: str
    code: str


def context_of(bid: Bid, version: int) -> str:
    """Bound into what is encrypted, so that no envelope can stand in for another."""
    return f"{bid.tender.reference}/{bid.reference}/{version}"


@transaction.atomic
def draft_bid(*, by: User, tender: Tender, bidder: Organisation, content: BidContent) -> Bid:
    """Keep what is written so far; it counts for nothing until it is sealed."""
    may_bid(by, tender, bidder).require()
    bid, made = Bid.objects.get_or_create(tender=tender, bidder=bidder)
    BidDraft.objects.update_or_create(bid=bid, defaults={"content": content.to_json()})
    if made:
        audit.record(by=by, verb="bid.draft", subject=bid)
    return bid


@transaction.atomic
def seal_bid(*, by: User, bid: Bid) -> Receipt:
    """Seal the draft for the two officers; a sealed bid is replaced. The tender is locked before the clock is read."""
    tender = Tender.objects.select_for_update().get(pk=bid.tender_id)
    bid = Bid.objects.select_for_update().select_related("bidder", "tender").get(pk=bid.pk)
    moment = database_now()
    may_bid(by, tender, bid.bidder, at=moment).require()
    content = drafted(bid).salted()
    may_seal(bid, content).require()
    version, code = bid.version + 1, new_secret()
    first, second = OpeningKey.objects.filter(tender=tender).order_by("half").values_list("public_key", flat=True)
    sealed = seal(
        content.to_json().encode(), first=first, second=second, context=context_of(bid, version), own_code=code
    )
    Envelope.objects.create(
        bid=bid,
        version=version,
        ciphertext=sealed.ciphertext,
        first_half=sealed.first_half,
        second_half=sealed.second_half,
        own_copy=sealed.own_copy,
        digest=sealed.digest,
        sealed_by=by,
        sealed_at=moment,
        deadline=tender.bids_until,
    )
    BID_LIFECYCLE.advance(bid, "seal", by=by, version=version, sealed_at=moment, digest=sealed.digest)
    audit.record(by=by, verb="bid.receipt", subject=bid, detail={"version": version, "digest": sealed.digest})
    BidDraft.objects.filter(bid=bid).delete()
    announce(BidSealed(bid_id=bid.pk, version=version))
    return Receipt(bid, version, moment, sealed.digest, code)


@transaction.atomic
def withdraw_bid(*, by: User, bid: Bid) -> None:
    """Take it back before the deadline; it is never opened, and may be handed in anew."""
    tender = Tender.objects.select_for_update().get(pk=bid.tender_id)
    may_bid(by, tender, bid.bidder, at=database_now()).require()
    BID_LIFECYCLE.advance(bid, "withdraw", by=by)
    announce(BidWithdrawn(bid_id=bid.pk, version=bid.version))


@transaction.atomic
def read_own_copy(*, by: User, bid: Bid, code: str) -> BidContent:
    """Bring the sealed version back into a draft, with the code of its receipt; the sealed one stays in force."""
    tender = Tender.objects.get(pk=bid.tender_id)
    may_bid(by, tender, bid.bidder).require()
    envelope = Envelope.objects.filter(bid=bid, version=bid.version).first()
    if envelope is None:
        raise NothingDrafted(_("Nothing of yours is sealed in this tender."))
    try:
        text = open_own_copy(
            bytes(envelope.ciphertext), envelope.own_copy, code, context=context_of(bid, envelope.version)
        )
    except DoesNotOpen as error:
        raise WrongCode(_("This code does not open the bid. Copy it from the newest receipt.")) from error
    content = BidContent.from_json(text.decode())
    BidDraft.objects.update_or_create(bid=bid, defaults={"content": content.to_json()})
    audit.record(by=by, verb="bid.read_own_copy", subject=bid, detail={"version": envelope.version})
    return content


def drafted(bid: Bid) -> BidContent:
    """The draft; raises `NothingDrafted`."""
    draft = BidDraft.objects.filter(bid=bid).first()
    if draft is None:
        raise NothingDrafted(_("There is no draft to hand in. Write the bid first."))
    return BidContent.from_json(draft.content)


def in_time(tender: Tender) -> bool:
    """Whether the database's clock still lets a bid in."""
    return is_in_time(tender, database_now()).passed
