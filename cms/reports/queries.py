"""Named reads of reports."""

from __future__ import annotations

from django.db.models import QuerySet

from cms.models.reports import PageReport
from cms.reports.rules import STANDING, may_decide
from cms.reports.states import ReportStatus
from marketplace.accounts.queries import Reader


def reports_visible_to(reader: Reader) -> QuerySet[PageReport]:
    """Officers see every report, the longest waiting first."""
    if not may_decide(reader):
        return PageReport.objects.none()
    return PageReport.objects.order_by("pk")


def open_reports(reports: QuerySet[PageReport]) -> QuerySet[PageReport]:
    """Those that wait for a decision."""
    return reports.filter(status=ReportStatus.OPEN)


def is_hidden(path: str) -> bool:
    """Whether the page at this address is away because of a report."""
    return PageReport.objects.filter(path=path, hides=True, status__in=STANDING).exists()
