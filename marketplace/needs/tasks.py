"""What comes round by itself: the end of a period, and the nightly count."""

from __future__ import annotations

from django.db import transaction

from marketplace.common.actors import SystemActor
from marketplace.needs.actions import recheck_published, release_batch
from marketplace.needs.models import Release
from marketplace.needs.queries import needs_waiting_for_release
from marketplace.needs.rules import is_due

CALENDAR = SystemActor("release-calendar")


@transaction.atomic
def release_when_due() -> Release | None:
    """Publish the batch whose period has ended; None while none has. Two of these at once publish it once."""
    waiting = list(needs_waiting_for_release().select_for_update().values_list("pk", flat=True))
    if not waiting or not is_due():
        return None
    return release_batch(by=CALENDAR, end_of_period=True)


def recheck_every_night() -> int:
    """Take every need from the outlets whose class fell below its k; returns how many."""
    return recheck_published()
