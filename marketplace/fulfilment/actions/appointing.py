"""A day on which the helper comes: agreed, moved, and both sides reminded."""

from __future__ import annotations

from datetime import date, time

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.events import announce
from marketplace.fulfilment.events import DayAgreed
from marketplace.fulfilment.models import Appointment, Assignment
from marketplace.fulfilment.rules import appointment_fits, may_appoint
from marketplace.fulfilment.states import ASSIGNMENT_LIFECYCLE, AssignmentStatus


@transaction.atomic
def agree_day(*, by: User, assignment: Assignment, on: date, starts: time, ends: time) -> Appointment:
    """The first day, or a new one after nobody came; where to is what the caseworker chose for the hand-over."""
    may_appoint(by, assignment).require()
    appointment_fits(assignment, on, starts, ends).require()
    ASSIGNMENT_LIFECYCLE.advance(assignment, "appoint", by=by)
    return _enter(by, assignment, on, starts, ends)


@transaction.atomic
def move_day(*, by: User, assignment: Assignment, on: date, starts: time, ends: time, because: str) -> Appointment:
    """Another day instead of the one that was agreed; the other side learns of it and why."""
    may_appoint(by, assignment).require()
    appointment_fits(assignment, on, starts, ends).require()
    ASSIGNMENT_LIFECYCLE.advance(assignment, "reschedule", by=by, because=because)
    return _enter(by, assignment, on, starts, ends, because)


def has_day(assignment: Assignment) -> bool:
    """Whether a day would be moved rather than agreed."""
    return assignment.status == AssignmentStatus.APPOINTED


def _enter(by: User, assignment: Assignment, on: date, starts: time, ends: time, because: str = "") -> Appointment:
    assignment.appointments.filter(replaced_at__isnull=True).update(replaced_at=clock.now())
    appointment = Appointment.objects.create(
        assignment=assignment,
        by=by,
        on=on,
        starts=starts,
        ends=ends,
        place=assignment.hand_over,
        moved_because=because,
    )
    announce(DayAgreed(appointment_id=appointment.pk))
    return appointment
