"""How far a promise has come, as a trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from marketplace.common.trail import Moment, Stage, stopped, trail
from marketplace.fulfilment.models import Assignment
from marketplace.fulfilment.states import AssignmentStatus

if TYPE_CHECKING:
    from marketplace.common.verdict import Sentence

REACHED = (
    AssignmentStatus.ASSIGNED,
    AssignmentStatus.UNDER_WAY,
    AssignmentStatus.DELIVERED,
    AssignmentStatus.CONFIRMED,
)


def trail_of(assignment: Assignment) -> list[Stage]:
    """Agreed, under way, reported, confirmed; or where it ended."""
    delivery = next(iter(assignment.deliveries.all()), None)
    stages: list[tuple[Sentence, Moment]] = [
        (_("Agreed"), assignment.created_at),
        (_("Under way"), None),
        (_("Delivery reported"), delivery.created_at if delivery else None),
        (_("Confirmed by the caseworker"), assignment.confirmed_at),
    ]
    if assignment.status not in REACHED:
        return stopped(stages, 1, assignment.get_status_display())
    reached = REACHED.index(AssignmentStatus(assignment.status))
    return trail(stages, reached, finished=assignment.status == AssignmentStatus.CONFIRMED)
