"""A statutory receipt came into force for a gift, or was reversed: the gift's side of it."""

from __future__ import annotations

from django.db import transaction

from donations.actions.coverage import stage_of
from donations.actions.locking import lock_gift
from donations.models import Gift
from donations.states import CONFIRMED, GIFT_LIFECYCLE, GiftStatus
from marketplace.common import clock
from marketplace.common.actors import Actor
from marketplace.common.lifecycle import IllegalMove


@transaction.atomic
def mark_receipted(*, by: Actor, gift: Gift) -> None:
    """A receipt is in force. A gift that is in use already keeps its stage; one that is not confirmed is refused."""
    locked = lock_gift(gift.pk)
    now = clock.now()
    if locked.status == GiftStatus.RECEIVED:
        GIFT_LIFECYCLE.advance(gift, "receipt", by=by, receipted_at=now)
    elif locked.status == GiftStatus.RED_LETTERED:
        locked.receipted_at = now
        GIFT_LIFECYCLE.advance(gift, f"restore_{stage_of(locked)}", by=by, receipted_at=now)
    elif locked.status in CONFIRMED and locked.receipted_at is None:
        Gift.objects.filter(pk=gift.pk).update(receipted_at=now)
        gift.refresh_from_db()
    else:
        raise IllegalMove(GIFT_LIFECYCLE.may(locked, "receipt").reason)


@transaction.atomic
def mark_red_lettered(*, by: Actor, gift: Gift) -> None:
    """The receipt was reversed by a red-letter one; a new receipt brings the gift back to its stage."""
    lock_gift(gift.pk)
    GIFT_LIFECYCLE.advance(gift, "red_letter", by=by, receipted_at=None)
