"""Group programmes: officers are asked to read, the insurer's people are told and warned."""

from __future__ import annotations

from django.urls import reverse

from marketplace.common import clock
from marketplace.common.rule_data import rule
from marketplace.common.workdays import add_working_days
from marketplace.insurance.events import (
    ProgrammeEnded,
    ProgrammeReturned,
    ProgrammeRunsOut,
    ProgrammeStarted,
    ProgrammeSubmitted,
)
from marketplace.insurance.models import GroupProgramme
from marketplace.insurance.states import ProgrammeStatus
from marketplace.notifications.actions import finish_work, open_work, tell_once
from marketplace.organisations.messages.audience import officers_of
from marketplace.organisations.queries import managers_of

READ, MEND, RENEW = "group_programme_to_read", "group_programme_to_mend", "group_programme_to_renew"


def ask_officers(event: ProgrammeSubmitted) -> None:
    """The officers of the insurer's seat find it in their work; there is nothing to mend any more."""
    programme = _programme(event.programme_id)
    finish_work(MEND, subject=_subject(programme))
    if programme.status != ProgrammeStatus.SUBMITTED:
        return
    today = clock.today()
    due = add_working_days(today, int(rule("insurance.review_working_days", on=today).value))
    for officer in officers_of(programme.insurer):
        if officer.pk != programme.submitted_by_id:
            open_work(
                officer,
                READ,
                subject=_subject(programme),
                url=reverse("programme_review", args=[programme.reference]),
                due_at=clock.start_of(due),
                params=_params(programme),
            )


def tell_of_return(event: ProgrammeReturned) -> None:
    """The insurer's managers find the mending in their work."""
    programme = _programme(event.programme_id)
    finish_work(READ, subject=_subject(programme))
    if programme.status == ProgrammeStatus.RETURNED:
        _open_for_managers(programme, MEND)


def tell_of_start(event: ProgrammeStarted) -> None:
    """Insurer and policyholder learn that the programme takes part."""
    programme = _programme(event.programme_id)
    finish_work(READ, subject=_subject(programme))
    if programme.status == ProgrammeStatus.RUNNING:
        told = _once(programme)
        tell_once(managers_of(programme.insurer), "group_programme_started", told, _own_page(programme))
        tell_once(managers_of(programme.policyholder), "group_programme_started", told, "")


def warn_of_end(event: ProgrammeRunsOut) -> None:
    """The insurer's managers are told how many days are left, and find the renewal in their work."""
    programme = _programme(event.programme_id)
    if programme.status != ProgrammeStatus.RUNNING:
        return
    params = _once(programme) | {"days": event.days}
    tell_once(managers_of(programme.insurer), "group_programme_runs_out", params, _own_page(programme))
    tell_once(managers_of(programme.policyholder), "group_programme_runs_out", params, "")
    _open_for_managers(programme, RENEW)


def tell_of_end(event: ProgrammeEnded) -> None:
    """Nobody waits for it any more; insurer, policyholder and officers learn that the group has no cover from it."""
    programme = _programme(event.programme_id)
    for kind in (READ, MEND, RENEW):
        finish_work(kind, subject=_subject(programme))
    if programme.approved_by_id is not None:
        told = [*managers_of(programme.insurer), *managers_of(programme.policyholder), *officers_of(programme.insurer)]
        tell_once(told, "group_programme_ended", _once(programme), "")


def _open_for_managers(programme: GroupProgramme, kind: str) -> None:
    for person in managers_of(programme.insurer):
        open_work(
            person,
            kind,
            subject=_subject(programme),
            url=_own_page(programme),
            due_at=clock.start_of(programme.ends_on) if kind == RENEW else None,
            params=_params(programme),
            acting_for=programme.insurer.reference,
        )


def _programme(key: int) -> GroupProgramme:
    return GroupProgramme.objects.select_related("insurer", "policyholder").get(pk=key)


def _subject(programme: GroupProgramme) -> str:
    return f"group_programme:{programme.reference}"


def _own_page(programme: GroupProgramme) -> str:
    return reverse("group_programme", args=[programme.reference])


def _params(programme: GroupProgramme) -> dict[str, str | int | None]:
    return {"name": programme.name}


def _once(programme: GroupProgramme) -> dict[str, str | int | None]:
    """Two programmes may bear one name: each one's news is told."""
    return _params(programme) | {"of": programme.reference}
