"""Close at the deadline, then open with two officers: each gives a code, and the second one opens every envelope."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Sequence
from string import ascii_uppercase

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.actors import Actor, SystemActor
from marketplace.common.database_clock import database_now
from marketplace.common.events import announce
from marketplace.common.verdict import DomainError
from marketplace.procurement.actions.bidding import WrongCode, context_of
from marketplace.procurement.bid_content import BidContent
from marketplace.procurement.events import BidsOpened, TenderClosed, TenderFailed
from marketplace.procurement.floors import least_bids
from marketplace.procurement.models import Bid, BidDraft, Envelope, OpenedBid, OpeningKey, Tender
from marketplace.procurement.ocds import publish_release
from marketplace.procurement.rules.keys import may_give_code
from marketplace.procurement.rules.people import key_of
from marketplace.procurement.sealing import DoesNotOpen, digest_of, open_with_halves, unlock, unseal_half
from marketplace.procurement.states import BID_LIFECYCLE, TENDER_LIFECYCLE, BidStatus, TenderStatus

CLOSER = SystemActor("tender-clock")


class EnvelopeDamaged(DomainError):
    """What is stored is not what was sealed."""

    code = "ENVELOPE_DAMAGED"


def close_due_tenders() -> int:
    """Sweep: tenders past their deadline are closed; returns how many."""
    due = Tender.objects.filter(status=TenderStatus.OPEN, bids_until__lte=clock.now()).order_by("pk")
    return sum(close_tender(by=CLOSER, tender=tender) for tender in due)


@transaction.atomic
def close_tender(*, by: Actor, tender: Tender) -> bool:
    """Nothing is taken any more; with too few bids it fails unopened. False while the deadline is still to come."""
    locked = Tender.objects.select_for_update().get(pk=tender.pk)
    moment = database_now()
    if locked.status != TenderStatus.OPEN or moment < locked.bids_until:
        return False
    TENDER_LIFECYCLE.advance(locked, "close", by=by, closed_at=moment)
    BidDraft.objects.filter(bid__tender=locked).delete()
    if sealed_bids(locked).count() < least_bids(locked):
        fail(by, locked, "TOO_FEW_BIDS")
    else:
        announce(TenderClosed(tender_id=locked.pk))
    tender.status = locked.status
    return True


@transaction.atomic
def give_code(*, by: User, tender: Tender, code: str) -> bool:
    """An officer gives the code of one half; True when it was the second one and the bids are open."""
    locked = Tender.objects.select_for_update().get(pk=tender.pk)
    may_give_code(by, locked).require()
    key = key_of(by, locked)
    assert key is not None  # noqa: S101 - the rule has just found it
    envelopes = envelopes_in_force(locked)
    key.secrets, key.given_at = _secrets_of(key, code, envelopes), clock.now()
    key.save(update_fields=["secrets", "given_at"])
    audit.record(by=by, verb="tender.give_code", subject=key, detail={"half": key.half, "bids": len(envelopes)})
    if locked.opening_keys.filter(given_at__isnull=True).exists():
        return False
    _open(by, locked, envelopes)
    tender.refresh_from_db()
    return True


def sealed_bids(tender: Tender) -> QuerySet[Bid]:
    """The bids in force."""
    return tender.bids.filter(status=BidStatus.SEALED)


def envelopes_in_force(tender: Tender) -> list[Envelope]:
    """The newest version of each sealed bid; replaced and withdrawn ones are never opened."""
    rows = Envelope.objects.filter(bid__in=sealed_bids(tender)).select_related("bid__tender").order_by("pk")
    return [envelope for envelope in rows if envelope.version == envelope.bid.version]


def fail(by: Actor, tender: Tender, because: str, *also: str) -> None:
    """The purchase ends without a contract; bids that are sealed stay sealed. `also`: more tags of its release."""
    TENDER_LIFECYCLE.advance(tender, "fail", by=by, because=because)
    publish_release(tender, *also, "tenderUpdate")
    announce(TenderFailed(tender_id=tender.pk))


def _secrets_of(key: OpeningKey, code: str, envelopes: Sequence[Envelope]) -> dict[str, str]:
    """Envelope -> its secret of this half in base64; the other half says nothing about it."""
    try:
        private = unlock(key.locked_key, code)
    except DoesNotOpen as error:
        raise WrongCode(_("This is not the code of your key. Copy it as it was shown to you.")) from error
    found = {}
    for envelope in envelopes:
        sealed = bytes(envelope.first_half if key.half == 1 else envelope.second_half)
        context = context_of(envelope.bid, envelope.version)
        try:
            secret = unseal_half(sealed, private, half=key.half, context=context)
        except DoesNotOpen as error:
            raise _damaged() from error
        found[str(envelope.pk)] = base64.b64encode(secret).decode()
    return found


def _open(by: User, tender: Tender, envelopes: Sequence[Envelope]) -> None:
    """Every envelope at once, under letters drawn by lot."""
    moment = database_now()
    first, second = (key.secrets for key in tender.opening_keys.order_by("half"))
    for envelope, label in zip(envelopes, _letters(len(envelopes)), strict=True):
        halves = (base64.b64decode(half[str(envelope.pk)]) for half in (first, second))
        content = _content(envelope, *halves)
        OpenedBid.objects.create(
            bid=envelope.bid, envelope=envelope, content=content.to_json(), opened_at=moment, deadline=tender.bids_until
        )
        BID_LIFECYCLE.advance(envelope.bid, "open", by=by, price_fen=content.price_fen, label=label)
    TENDER_LIFECYCLE.advance(tender, "open_bids", by=by, opened_at=moment)
    announce(BidsOpened(tender_id=tender.pk))


def _content(envelope: Envelope, first: bytes, second: bytes) -> BidContent:
    try:
        context = context_of(envelope.bid, envelope.version)
        text = open_with_halves(bytes(envelope.ciphertext), first, second, context=context)
    except DoesNotOpen as error:
        raise _damaged() from error
    if digest_of(text) != envelope.digest:
        raise _damaged()
    return BidContent.from_json(text.decode())


def _letters(count: int) -> list[str]:
    """A, B, C … in an order that says nothing; more than 26 bids become AA, AB …"""
    labels = [*ascii_uppercase, *(a + b for a in ascii_uppercase for b in ascii_uppercase)][:count]
    secrets.SystemRandom().shuffle(labels)
    return labels


def _damaged() -> EnvelopeDamaged:
    return EnvelopeDamaged(_("A sealed bid was altered and does not open. Nothing was opened; call the auditor."))
