"""Which gifts pay for which spending: the oldest gifts first. Callers hold the programme's lock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.db import models
from django.db.models import F

from donations.actions.locking import lock_gift
from donations.ledger.fifo import Amount, Share, first_given_first_used
from donations.models import Gift, Programme, Spending, SpendingShare
from donations.states import CONFIRMED, GIFT_LIFECYCLE, REFUND_UNDECIDED, GiftStatus
from marketplace.common.actors import Actor


def usable_gifts(programme_id: int) -> models.QuerySet[Gift]:
    """Confirmed gifts with money left and no refund or dispute under way, the oldest first."""
    gifts = Gift.objects.filter(programme_id=programme_id, status__in=sorted(CONFIRMED))
    left = gifts.filter(fen__gt=F("spent_fen") + F("refunded_fen"))
    return left.exclude(payment__refunds__status__in=sorted(REFUND_UNDECIDED)).order_by("received_at", "pk")


def cover_spendings(*, by: Actor, programme: Programme) -> None:
    """Let usable gifts pay for whatever is uncovered; does nothing when all is covered."""
    open_ones = Spending.objects.filter(programme=programme, covered_fen__lt=F("fen")).order_by("pk")
    wanted = [Amount(spending.pk, spending.fen - spending.covered_fen) for spending in open_ones]
    if not wanted:
        return
    shares = list(first_given_first_used(wanted, _supply(programme.pk)))
    append_shares(shares)
    used: Counter[int] = Counter()
    for share in shares:
        used[share.gift] += share.fen
    for key in sorted(used):
        gift = lock_gift(key)
        Gift.objects.filter(pk=key).update(spent_fen=F("spent_fen") + used[key])
        gift.refresh_from_db()
        follow_the_facts(by=by, gift=gift)


def release_from_spendings(*, gift: Gift, fen: int) -> None:
    """Take `fen` of a gift back out of what it paid for, the latest first; the caller lessens `gift.spent_fen`."""
    paid: Counter[int] = Counter()
    for spending_id, share in gift.shares.order_by("-spending_id").values_list("spending_id", "fen"):
        paid[spending_id] += share
    taken_back = first_given_first_used([Amount(gift.pk, fen)], (Amount(key, left) for key, left in paid.items()))
    append_shares([Share(spending=key, gift=gift.pk, fen=-part) for _gift, key, part in taken_back])


def append_shares(shares: list[Share]) -> None:
    """Write the shares and carry them into the spendings they belong to."""
    SpendingShare.objects.bulk_create(
        SpendingShare(spending_id=share.spending, gift_id=share.gift, fen=share.fen) for share in shares
    )
    covered: Counter[int] = Counter()
    for share in shares:
        covered[share.spending] += share.fen
    for key in sorted(covered):
        Spending.objects.filter(pk=key).update(covered_fen=F("covered_fen") + covered[key])


def follow_the_facts(*, by: Actor, gift: Gift) -> None:
    """Bring a confirmed gift to the stage that its use says."""
    if gift.status not in CONFIRMED:
        return
    stage = stage_of(gift)
    if stage == GiftStatus.SPENT and gift.status not in {GiftStatus.SPENT, GiftStatus.REPORTED}:
        GIFT_LIFECYCLE.advance(gift, "spend", by=by)
    elif stage == GiftStatus.ALLOCATED and gift.status != GiftStatus.ALLOCATED:
        GIFT_LIFECYCLE.advance(gift, "allocate", by=by)


def stage_of(gift: Gift) -> GiftStatus:
    """The stage that amounts and dates say, whatever branch the gift was on."""
    if gift.received_at is None:
        return GiftStatus.PAID
    if gift.spent_fen and not gift.unused_fen:
        return GiftStatus.SPENT
    if gift.spent_fen:
        return GiftStatus.ALLOCATED
    return GiftStatus.RECEIPTED if gift.receipted_at else GiftStatus.RECEIVED


def _supply(programme_id: int) -> Iterator[Amount]:
    rows = usable_gifts(programme_id).values_list("pk", "fen", "spent_fen", "refunded_fen")
    for key, fen, spent, refunded in rows.iterator(chunk_size=100):
        yield Amount(key, fen - spent - refunded)
