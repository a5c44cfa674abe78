"""How a record is put right: a new version replaces the old one, which stays readable (民政部令第67号 Art.13)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common import audit
from marketplace.common.events import announce
from marketplace.common.verdict import DomainError
from marketplace.volunteers.actions.following import supersede_citing
from marketplace.volunteers.events import CorrectionAsked, CorrectionDeclined, RecordCorrected
from marketplace.volunteers.models import CorrectionRequest, ServiceRecord, Volunteer
from marketplace.volunteers.queries.times import time_facts
from marketplace.volunteers.rules import flags_of, may_record_for, times_hold
from marketplace.volunteers.states import CORRECTION_LIFECYCLE, RECORD_LIFECYCLE, CorrectionStatus, RecordStatus


@transaction.atomic
def ask_correction(*, by: User, record: ServiceRecord, says: str) -> CorrectionRequest:
    """The volunteer says what is wrong; the host looks into it."""
    if record.sign_up.volunteer.user_id != by.pk:
        raise DomainError(_("Only the volunteer whose record it is can ask for this."), code="NOT_THE_VOLUNTEER")
    RECORD_LIFECYCLE.may(record, "supersede").require()
    if record.corrections.filter(status=CorrectionStatus.ASKED).exists():
        message = _("You have asked for a correction already. The host answers it first.")
        raise DomainError(message, code="ALREADY_ASKED")
    request = CorrectionRequest.objects.create(record=record, asked_by=by, says=says)
    audit.record(by=by, verb="correction.ask", subject=request)
    announce(CorrectionAsked(correction_id=request.pk))
    return request


@transaction.atomic
def decline_correction(*, by: User, correction: CorrectionRequest, answer: str) -> None:
    """The record stands; the volunteer reads why."""
    may_record_for(by, correction.record.sign_up).require()
    CORRECTION_LIFECYCLE.advance(correction, "decline", by=by, answer=answer, answered_by=by)
    announce(CorrectionDeclined(correction_id=correction.pk))


@transaction.atomic
def correct_record(
    *, by: User, record: ServiceRecord, minutes: int, because: str, travel_minutes: int = 0
) -> ServiceRecord:
    """Write the next version: `minutes` are those actually given. Certificates that cite the old one are superseded."""
    may_record_for(by, record.sign_up).require()
    Volunteer.objects.select_for_update().get(pk=record.sign_up.volunteer_id)
    present = minutes + travel_minutes
    facts = time_facts(record.sign_up, present=present, travel=travel_minutes, without=record)
    times_hold(facts).require()
    RECORD_LIFECYCLE.advance(record, "supersede", by=by)
    newer = ServiceRecord.objects.create(
        sign_up=record.sign_up,
        version=record.version + 1,
        replaces=record,
        served_on=record.served_on,
        present_minutes=present,
        travel_minutes=travel_minutes,
        minutes=facts.minutes,
        content=record.content,
        quality=record.quality,
        because=because,
        recorded_by=by,
        due_on=record.due_on,
        flags=_flags(record, flags_of(facts)),
        status=RecordStatus.IN_FORCE,
    )
    detail = {"from": record.minutes, "to": newer.minutes, "version": newer.version}
    audit.record(by=by, verb="record.correct", subject=newer, detail=detail)
    supersede_citing(record, by=by)
    _answer(record, by, because)
    announce(RecordCorrected(record_id=newer.pk))
    return newer


def _flags(record: ServiceRecord, found: list[str]) -> list[str]:
    """A correction is late only where the first version was."""
    late = [flag for flag in record.flags if flag == "late"]
    return late + [flag for flag in found if flag != "late"]


def _answer(record: ServiceRecord, by: User, because: str) -> None:
    for correction in record.corrections.filter(status=CorrectionStatus.ASKED):
        CORRECTION_LIFECYCLE.advance(correction, "make", by=by, answer=because, answered_by=by)
