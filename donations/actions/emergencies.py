"""An emergency whose plan was not filed in time takes no gifts any more; what was given is still spent and reported."""

from __future__ import annotations

from django.db import transaction

from donations.actions.locking import lock_programme
from donations.events import ProgrammeChanged
from donations.models import Programme
from donations.queries.emergencies import open_emergencies
from donations.rules.emergencies import filing_deadline, is_unfiled
from donations.states import PROGRAMME_LIFECYCLE, ProgrammeStatus
from marketplace.common import clock
from marketplace.common.actors import SystemActor
from marketplace.common.events import announce

CLOCK = SystemActor("emergency-clock")
NOT_FILED_IN_TIME = "NOT_FILED_IN_TIME"


def close_unfiled_emergencies() -> int:
    """Close every emergency whose days for filing are over; the rule refused its gifts from that day on already."""
    late = [programme.pk for programme in open_emergencies() if _is_late(programme.pk)]
    return sum(_close(key) for key in late)


@transaction.atomic
def _close(key: int) -> bool:
    programme = lock_programme(key)
    if not _is_late(key):
        return False
    PROGRAMME_LIFECYCLE.advance(programme, "close", by=CLOCK, because=NOT_FILED_IN_TIME)
    announce(ProgrammeChanged(programme_id=programme.pk))
    return True


def _is_late(key: int) -> bool:
    """As the row stands now."""
    programme = Programme.objects.get(pk=key)
    is_open = programme.status == ProgrammeStatus.OPEN
    return is_open and is_unfiled(programme) and clock.today() > filing_deadline(programme)
