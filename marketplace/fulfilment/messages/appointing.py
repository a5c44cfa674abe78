"""Agreed days in inboxes and calendars: told, reminded of, asked about when they are over, and what follows a miss."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet
from django.urls import reverse

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.rule_data import rule
from marketplace.fulfilment.events import DayAgreed, HelperMissed
from marketplace.fulfilment.messages.people import (
    address_of,
    assignment_of,
    in_days,
    let_members,
    members_of,
    params_of,
    subject_of,
)
from marketplace.fulfilment.models import Appointment, Assignment
from marketplace.fulfilment.states import AssignmentStatus
from marketplace.notifications.actions import Params, finish_work, open_work, tell_once

APPOINTMENT = "help_appointment"
CAME = "helper_came"
NEW_DAY = "agree_new_day"


def put_into_calendars(event: DayAgreed) -> None:
    """The helper finds the hours in work and calendar; the caseworker learns them; an older day is gone from both."""
    appointment = Appointment.objects.get(pk=event.appointment_id)
    assignment = assignment_of(appointment.assignment_id)
    if appointment.replaced_at is not None or assignment.status != AssignmentStatus.APPOINTED:
        return
    for kind in (APPOINTMENT, CAME, NEW_DAY):
        finish_work(kind, subject=subject_of(assignment))
    params = hours_of(appointment, assignment)
    let_members(assignment, APPOINTMENT, due_at=appointment.starts_at, params=params)
    others = [person for person in _both_sides(assignment) if person.pk != appointment.by_id]
    tell_once(others, "day_agreed", params, address_of(assignment))


def remind_of_days() -> int:
    """Sweep: both sides are reminded once, so long before as the rule says; returns how many days were close."""
    now = clock.now()
    soon = now + timedelta(hours=int(rule("fulfilment.reminder_hours", on=clock.today()).value))
    close = [each for each in _present().filter(on__lte=clock.local(soon).date()) if now < each.starts_at <= soon]
    for appointment in close:
        params = hours_of(appointment, appointment.assignment)
        tell_once(_both_sides(appointment.assignment), "day_is_near", params, address_of(appointment.assignment))
    return len(close)


def ask_whether_helper_came() -> int:
    """Sweep: when the hours are over and nothing was reported, the caseworker asks; returns for how many."""
    days = timedelta(days=int(rule("fulfilment.came_days", on=clock.today()).value))
    past = [each for each in _present().filter(on__lte=clock.today()) if each.ends_at <= clock.now()]
    for appointment in past:
        open_work(
            appointment.assignment.need.author,
            CAME,
            subject=subject_of(appointment.assignment),
            url=reverse("assignment_course", args=[appointment.assignment.reference]),
            due_at=appointment.ends_at + days,
            params=hours_of(appointment, appointment.assignment),
        )
    return len(past)


def tell_of_miss(event: HelperMissed) -> None:
    """The organisation agrees a new day in time or loses the place; the caseworker knows if the household said so."""
    assignment = assignment_of(event.assignment_id)
    if assignment.status != AssignmentStatus.NO_SHOW or assignment.appointment is None:
        return
    for kind in (APPOINTMENT, CAME):
        finish_work(kind, subject=subject_of(assignment))
    params = hours_of(assignment.appointment, assignment)
    let_members(assignment, NEW_DAY, due_at=in_days("fulfilment.new_day_days"), params=params)
    tell_once([assignment.need.author], "helper_missed", params, address_of(assignment))


def hours_of(appointment: Appointment, assignment: Assignment) -> Params:
    """Day, hours and kind of place, never where that is."""
    return params_of(assignment) | {
        "day": appointment.on.isoformat(),
        "hours": appointment.hours,
        "place": appointment.place,
        "starts": appointment.starts_at.isoformat(),
        "ends": appointment.ends_at.isoformat(),
    }


def _present() -> QuerySet[Appointment]:
    rows = Appointment.objects.filter(replaced_at__isnull=True, assignment__status=AssignmentStatus.APPOINTED)
    return rows.select_related("assignment__need__author", "assignment__organisation").order_by("pk")


def _both_sides(assignment: Assignment) -> list[User]:
    return [assignment.need.author, *members_of(assignment)]
