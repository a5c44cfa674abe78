"""How far a promise has come, as a trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marketplace.common.trail import Moment, Stage, stopped, trail
from marketplace.fulfilment.models import Assignment
from marketplace.fulfilment.states import AssignmentStatus

if TYPE_CHECKING:
    from marketplace.common.verdict import Sentence

DAY = 1
"""The stage that help without an agreed day leaves out."""
REACHED = {
    AssignmentStatus.ASSIGNED: 0,
    AssignmentStatus.APPOINTED: 1,
    AssignmentStatus.UNDER_WAY: 2,
    AssignmentStatus.IN_PART: 2,
    AssignmentStatus.DELIVERED: 3,
    AssignmentStatus.CONFIRMED: 4,
    AssignmentStatus.EVALUATED: 5,
    AssignmentStatus.CLOSED: 6,
}
"""How far each status has come; the others ended, or wait for another day."""


def trail_of(assignment: Assignment) -> list[Stage]:
    """Agreed, a day if one was agreed, under way, reported, confirmed, evaluated, closed; or where it ended."""
    delivery = next(iter(assignment.deliveries.all()), None)
    stages: list[tuple[Sentence, Moment]] = [
        (_("Agreed"), assignment.created_at),
        (_("A day is agreed"), None),
        (_("Under way"), None),
        (_("Delivery reported"), delivery.created_at if delivery else None),
        (_("Confirmed by the caseworker"), assignment.confirmed_at),
        (_("Evaluated"), None),
        (pgettext_lazy("assignment", "Closed"), None),
    ]
    reached = REACHED.get(AssignmentStatus(assignment.status))
    if reached is None:
        return stopped(stages, 1, assignment.get_status_display())
    if reached > DAY and assignment.appointment is None:
        del stages[DAY]
        reached -= 1
    return trail(stages, reached, finished=assignment.status == AssignmentStatus.CLOSED)
