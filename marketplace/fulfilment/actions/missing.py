"""Nobody came: recorded once per agreed day, with what it means for the helper and for the household."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from marketplace.common import clock
from marketplace.common.actors import Actor, SystemActor
from marketplace.common.events import announce
from marketplace.common.rule_data import rule
from marketplace.fulfilment.actions.ending import end_promise
from marketplace.fulfilment.events import HelperMissed
from marketplace.fulfilment.models import Assignment, NoShow
from marketplace.fulfilment.rules import account_of, day_is_over, may_speak_for_household
from marketplace.fulfilment.states import ASSIGNMENT_LIFECYCLE, AssignmentStatus, Channel, EndReason
from marketplace.needs.models import Need

CALENDAR = SystemActor("new-day-sweep")


@transaction.atomic
def report_no_show(*, by: Actor, assignment: Assignment, because: str, channel: str = Channel.DESK) -> NoShow:
    """The household waited and the helper did not come as agreed; counts in the organisation's reliability."""
    may_speak_for_household(by, assignment, channel).require()
    ASSIGNMENT_LIFECYCLE.may(assignment, "miss").require()
    appointment = day_is_over(assignment)
    ASSIGNMENT_LIFECYCLE.advance(assignment, "miss", by=by, because=because)
    missed = NoShow.objects.create(appointment=appointment, by=account_of(by), channel=channel, because=because)
    announce(HelperMissed(assignment_id=assignment.pk))
    return missed


def give_up_missed() -> int:
    """Sweep: who did not come and agreed no new day in time loses the place to others; returns how many did."""
    days = int(rule("fulfilment.new_day_days", on=clock.today()).value)
    late = Assignment.objects.filter(
        status=AssignmentStatus.NO_SHOW,
        appointments__replaced_at__isnull=True,
        appointments__no_show__created_at__lte=clock.now() - timedelta(days=days),
    )
    return sum(_give_up(assignment) for assignment in late.order_by("pk"))


@transaction.atomic
def _give_up(assignment: Assignment) -> bool:
    """False when a new day was agreed meanwhile: that is judged again under the locks, the need's first."""
    Need.objects.select_for_update().get(pk=assignment.need_id)
    locked = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if locked.status != AssignmentStatus.NO_SHOW:
        return False
    end_promise(CALENDAR, locked, "rematch", EndReason.NO_NEW_DAY)
    return True
