"""Officers find a reported page in their work until one of them has decided; every listener may run twice."""

from __future__ import annotations

from django.urls import reverse

from cms.models.reports import PageReport
from cms.reports.events import PageReportDecided, PageReported
from cms.reports.rules import due_at
from cms.reports.states import ReportStatus
from marketplace.accounts.models import User
from marketplace.accounts.queries import CITY, officers_for
from marketplace.needs.models import Need
from marketplace.needs.queries import officers_of
from marketplace.notifications.actions import finish_work, open_work

DECIDE = "page_report"


def ask_to_decide(event: PageReported) -> None:
    """The officers of a need's place, or of the city."""
    report = PageReport.objects.get(pk=event.report_id)
    if report.status != ReportStatus.OPEN:
        return
    for officer in _officers(report):
        open_work(
            officer,
            DECIDE,
            subject=_subject(report),
            url=reverse("page_report", args=[report.reference]),
            due_at=due_at(),
            params={"hides": int(report.hides)},
        )


def decision_is_made(event: PageReportDecided) -> None:
    """Nobody waits for what has been decided."""
    finish_work(DECIDE, subject=_subject(PageReport.objects.get(pk=event.report_id)))


def _officers(report: PageReport) -> list[User]:
    need = Need.objects.filter(reference=report.need_reference).first() if report.need_reference else None
    return officers_of(need) if need else officers_for(CITY)


def _subject(report: PageReport) -> str:
    return f"report:{report.reference}"
