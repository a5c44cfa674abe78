"""The clocks of an emergency: the charity must file in time and report every few days; officers see what is overdue."""

from __future__ import annotations

from datetime import date, datetime, time

from django.urls import reverse

from donations.actions.emergencies import close_unfiled_emergencies
from donations.events import ProgrammeChanged, ProgrammeReported
from donations.models import Programme, ProgrammeReport
from donations.queries.emergencies import open_emergencies, staff_who_run
from donations.rules.emergencies import filing_deadline, is_unfiled, report_clock, report_due_after
from donations.states import ProgrammeStatus
from marketplace.accounts.queries import CITY, officers_for
from marketplace.common import clock
from marketplace.common.clock import CITY_ZONE
from marketplace.notifications.actions import finish_work, open_work

FILE, REPORT, OVERDUE = "emergency_filing", "emergency_report", "emergency_overdue"


def follow_programme(event: ProgrammeChanged) -> None:
    """Opened, filed or closed: what waits for its charity follows."""
    follow(Programme.objects.select_related("charity").get(pk=event.programme_id))


def follow_report(event: ProgrammeReported) -> None:
    """The report that was due is there; the next one becomes due."""
    programme = ProgrammeReport.objects.select_related("programme__charity").get(pk=event.report_id).programme
    if programme.is_emergency:
        finish_work(OVERDUE, subject=_subject(programme))
        _finish_reports(programme)
        follow(programme)


def watch_emergencies() -> int:
    """Sweep: close what was not filed in time, tell officers of overdue reports; returns how many emergencies run."""
    close_unfiled_emergencies()
    running = list(open_emergencies())
    for programme in running:
        follow(programme)
    return len(running)


def follow(programme: Programme) -> None:
    """Let the filing and the next report wait for the charity while they are due, and an overdue one for officers."""
    if not programme.is_emergency:
        return
    if programme.status == ProgrammeStatus.OPEN and is_unfiled(programme):
        _let_wait(programme, FILE, _subject(programme), filing_deadline(programme))
    else:
        finish_work(FILE, subject=_subject(programme))
    due = report_clock(programme, on=clock.today())
    if due is None:
        _finish_reports(programme)
        finish_work(OVERDUE, subject=_subject(programme))
        return
    _let_wait(programme, REPORT, _report_subject(programme, due.due_on), due.due_on)
    if due.overdue_days:
        for officer in officers_for(CITY):
            open_work(officer, OVERDUE, subject=_subject(programme), url=reverse("giving_watch"))


def _let_wait(programme: Programme, kind: str, subject: str, until: date) -> None:
    for person in staff_who_run(programme.charity_id):
        open_work(
            person, kind, subject=subject, url=reverse("plan", args=[programme.reference]),
            due_at=datetime.combine(until, time.max, tzinfo=CITY_ZONE), acting_for=programme.charity.reference,
        )  # fmt: skip


def _finish_reports(programme: Programme) -> None:
    """Whatever report was waited for: the days it was due on are the days of earlier reports and of the start."""
    published = [clock.local(report.created_at).date() for report in programme.reports.all()]
    now = report_clock(programme, on=clock.today())
    for day in _due_days(programme, published):
        if now is None or day != now.due_on:
            finish_work(REPORT, subject=_report_subject(programme, day))


def _due_days(programme: Programme, published: list[date]) -> set[date]:
    return {report_due_after(programme, day) for day in (programme.starts_on, *published)}


def _subject(programme: Programme) -> str:
    return f"programme:{programme.reference}"


def _report_subject(programme: Programme, due_on: date) -> str:
    return f"programme:{programme.reference}:{due_on.isoformat()}"
