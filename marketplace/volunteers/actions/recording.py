"""How the host records what was served: times, the way, the quality; within ten working days."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.events import announce
from marketplace.common.verdict import DomainError
from marketplace.volunteers.actions.hosting import finish_if_settled
from marketplace.volunteers.events import ServiceRecorded
from marketplace.volunteers.models import ServiceRecord, SignUp, Volunteer
from marketplace.volunteers.queries.times import time_facts
from marketplace.volunteers.rules import flags_of, may_record_for, times_hold
from marketplace.volunteers.states import SIGN_UP_LIFECYCLE, RecordStatus


@transaction.atomic
def enter_times(*, by: User, sign_up: SignUp, came_at: datetime, left_at: datetime) -> None:
    """The host saw when somebody came and went who could not check in or out."""
    may_record_for(by, sign_up).require()
    if left_at < came_at:
        raise DomainError(_("Leaving lies before coming. Check both times."), code="CHECK_OUT_BEFORE_CHECK_IN")
    if left_at > clock.now():
        raise DomainError(_("That time has not come yet. Enter it afterwards."), code="NOT_YET")
    SIGN_UP_LIFECYCLE.advance(
        sign_up, "enter_times", by=by, checked_in_at=came_at, checked_out_at=left_at, entered_by=by
    )


@transaction.atomic
def mark_absent(*, by: User, sign_up: SignUp) -> None:
    """Somebody who signed up did not come."""
    may_record_for(by, sign_up).require()
    if clock.now() < sign_up.activity.starts_at:
        raise DomainError(_("The activity has not begun yet. Enter it afterwards."), code="NOT_YET")
    SIGN_UP_LIFECYCLE.advance(sign_up, "mark_absent", by=by)
    finish_if_settled(sign_up.activity)


@transaction.atomic
def record_service(*, by: User, sign_up: SignUp, travel_minutes: int = 0, quality: str = "") -> ServiceRecord:
    """The first version of the record: time present less the way, with whatever is to be questioned flagged."""
    may_record_for(by, sign_up).require()
    SIGN_UP_LIFECYCLE.may(sign_up, "record").require()
    Volunteer.objects.select_for_update().get(pk=sign_up.volunteer_id)
    facts = time_facts(sign_up, present=sign_up.present_minutes, travel=travel_minutes)
    times_hold(facts).require()
    SIGN_UP_LIFECYCLE.advance(sign_up, "record", by=by)
    record = ServiceRecord.objects.create(
        sign_up=sign_up,
        served_on=clock.local(facts.came_at).date(),
        present_minutes=facts.present,
        travel_minutes=facts.travel,
        minutes=facts.minutes,
        content=sign_up.activity.content,
        quality=quality,
        recorded_by=by,
        due_on=facts.due_on,
        flags=flags_of(facts),
        status=RecordStatus.IN_FORCE,
    )
    audit.record(by=by, verb="record.make", subject=record, detail={"minutes": record.minutes, "flags": record.flags})
    announce(ServiceRecorded(record_id=record.pk))
    finish_if_settled(sign_up.activity)
    return record
