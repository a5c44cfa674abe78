"""What must be true of sealed bids at any time: (invariant, object, detail) for each that is not."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F, Q

from marketplace.procurement.models import Bid, BidDraft, Envelope, OpenedBid, OpeningKey
from marketplace.procurement.sealing import digest_of
from marketplace.procurement.states import UNOPENED, TenderStatus

Broken = tuple[str, str, str]
SEALED = "no sealed bid was readable before its opening"
CONTENT = "an opened bid is what its receipt says"


def counts() -> dict[str, int]:
    """How many objects were looked at."""
    return {"sealed_bids": Envelope.objects.count(), "opened_bids": OpenedBid.objects.count()}


def violations() -> Iterator[Broken]:
    """Each broken promise, without a word of a bid."""
    for check in (_opened_early, _known_early, _keys, _drafts, _receipts):
        yield from check()


def _opened_early() -> Iterator[Broken]:
    early = OpenedBid.objects.filter(Q(opened_at__lt=F("bid__tender__bids_until")) | Q(opened_at__lt=F("deadline")))
    for row in early.select_related("bid"):
        yield SEALED, f"bid:{row.bid.reference}", "opened before the deadline"
    for row in OpenedBid.objects.filter(bid__tender__opening_keys__given_at__isnull=True).select_related("bid"):
        yield SEALED, f"bid:{row.bid.reference}", "opened without both codes"


def _known_early() -> Iterator[Broken]:
    unopened = Bid.objects.filter(status__in=sorted(UNOPENED))
    for bid in unopened.filter(Q(opened__isnull=False) | Q(price_fen__isnull=False) | ~Q(label="")):
        yield SEALED, f"bid:{bid.reference}", "its content is known and its state says it is not"


def _keys() -> Iterator[Broken]:
    given = OpeningKey.objects.filter(given_at__isnull=False).select_related("tender")
    for key in given.filter(given_at__lt=F("tender__bids_until")):
        yield SEALED, f"tender:{key.tender.reference}", f"code of half {key.half} was given before the deadline"
    for key in OpeningKey.objects.filter(given_at__isnull=True).exclude(secrets={}).select_related("tender"):
        yield SEALED, f"tender:{key.tender.reference}", f"half {key.half} lies open without its code"


def _drafts() -> Iterator[Broken]:
    """A draft lives only while it can still be handed in."""
    for draft in BidDraft.objects.exclude(bid__tender__status=TenderStatus.OPEN).select_related("bid"):
        yield SEALED, f"bid:{draft.bid.reference}", "a draft outlived the deadline"


def _receipts() -> Iterator[Broken]:
    for row in OpenedBid.objects.select_related("bid", "envelope"):
        if not digest_of(row.content.encode()) == row.envelope.digest == row.bid.digest:
            yield CONTENT, f"bid:{row.bid.reference}", "its digest differs"
