"""A donor announces a gift, or lets it be."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from donations.actions.locking import lock_gift
from donations.events import GiftAbandoned, GiftBegun
from donations.models import Gift, GiftDonor, Programme
from donations.queries import secret_digest
from donations.rules import GiftWish, may_begin
from donations.states import ATTEMPT_LIFECYCLE, GIFT_LIFECYCLE, AttemptStatus, GiftStatus
from marketplace.common import audit, clock
from marketplace.common.actors import Actor, SystemActor
from marketplace.common.events import announce
from marketplace.common.identifiers import normalise_identifier
from marketplace.common.references import new_secret
from marketplace.common.rule_data import rule

SWEEP = SystemActor("gift-sweep")


@transaction.atomic
def begin_gift(*, by: Actor, programme: Programme, wish: GiftWish) -> Gift:
    """Announce a gift; `gift.secret` is the donor's only key to it. Refuses what the law or the form does not allow."""
    may_begin(programme, wish, on=clock.today()).require()
    gift = new_gift(programme=programme, wish=wish)
    audit.record(by=by, verb="gift.begin", subject=gift)
    announce(GiftBegun(gift_id=gift.pk))
    return gift


def new_gift(*, programme: Programme, wish: GiftWish, duplicate_of: Gift | None = None) -> Gift:
    """The rows of a gift: what is needed for a receipt is not kept when none is wanted."""
    secret = new_secret()
    gift = Gift.objects.create(
        programme=programme,
        fen=wish.fen,
        donor_kind=wish.donor_kind,
        waived=wish.waived,
        agreement_requested=wish.agreement_requested,
        public_name=wish.public_name.strip(),
        language=wish.language,
        secret=secret,
        secret_digest=secret_digest(secret),
        duplicate_of=duplicate_of,
    )
    GiftDonor.objects.create(
        gift=gift,
        receipt_name="" if wish.waived else wish.receipt_name.strip(),
        identifier="" if wish.waived else normalise_identifier(wish.identifier),
        email=wish.email.strip(),
        message=wish.message.strip(),
    )
    return gift


@transaction.atomic
def abandon_gift(*, by: Actor, gift: Gift) -> None:
    """The donor lets it be; nothing live is left to pay, and money that comes all the same is still counted."""
    lock_gift(gift.pk)
    GIFT_LIFECYCLE.advance(gift, "abandon", by=by)
    for attempt in gift.attempts.filter(status__in=[AttemptStatus.CREATED, AttemptStatus.OPEN]):
        ATTEMPT_LIFECYCLE.advance(attempt, "abandon", by=by)
    announce(GiftAbandoned(gift_id=gift.pk))


def abandon_stale_gifts(*, by: Actor = SWEEP) -> int:
    """Close announced gifts whose money did not come in the days the rules give; returns how many."""
    days = int(rule("donation.transfer_wait_days", on=clock.today()).value)
    stale = Gift.objects.filter(status=GiftStatus.INTENT, created_at__lt=clock.now() - timedelta(days=days))
    waiting = stale.exclude(attempts__status=AttemptStatus.PENDING).order_by("pk")
    keys = list(waiting.values_list("pk", flat=True))
    return sum(_abandon_if_still_waiting(by, key) for key in keys)


@transaction.atomic
def _abandon_if_still_waiting(by: Actor, key: int) -> bool:
    gift = lock_gift(key)
    if gift.status != GiftStatus.INTENT or gift.attempts.filter(status=AttemptStatus.PENDING).exists():
        return False
    abandon_gift(by=by, gift=gift)
    return True
