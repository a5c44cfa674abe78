"""Who may report how often, what a report hides at once, and who decides."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from cms.models.reports import PageReport
from cms.reports.states import ReportReason, ReportStatus, SubjectKind
from cms.reports.subjects import Subject
from marketplace.accounts.models import Role
from marketplace.accounts.queries import Reader, holds_role
from marketplace.common import clock
from marketplace.common.rule_data import rule
from marketplace.common.verdict import YES, Verdict, no

STANDING = {ReportStatus.OPEN, ReportStatus.UPHELD}


def may_report(reporter: str) -> Verdict:
    """A few reports per caller and day, so that nobody can empty the site alone."""
    most = int(rule("reports.per_reporter_and_day", on=clock.today()).value)
    if PageReport.objects.filter(reporter=reporter).count() < most:
        return YES
    message = _(
        "You have reported %(most)s pages today, and officers are looking at them. If another page is urgent, please "
        "telephone the window of your township."
    )
    return no(message % {"most": most}, code="TOO_MANY_REPORTS")


def hides_at_once(subject: Subject, reason: str) -> bool:
    """One thing by which a household may be recognised goes first; overviews and other reasons wait for an officer.

    When more pages than usual were hidden within the hour, further ones wait for an officer too: a page hidden in error
    for an hour does no harm, a site that anybody can empty does.
    """
    if subject.kind == SubjectKind.OVERVIEW or reason != ReportReason.IDENTIFIES:
        return False
    most = int(rule("reports.hidden_per_hour", on=clock.today()).value)
    lately = PageReport.objects.filter(hides=True, created_at__gt=clock.now() - timedelta(hours=1))
    return lately.values("path").distinct().count() < most


def answered_before(subject: Subject, reason: str) -> PageReport | None:
    """The decision that stands against this report: the same words, the same reason, and shown again with a reason."""
    days = int(rule("reports.decision_stands_days", on=clock.today()).value)
    decided = PageReport.objects.filter(
        path=subject.path,
        reason=reason,
        content_mark=subject.mark,
        status=ReportStatus.DISMISSED,
        decided_by__isnull=False,
        decided_at__gt=clock.now() - timedelta(days=days),
    )
    return decided.order_by("-decided_at").first()


def due_at() -> datetime:
    """Until when an officer decides."""
    return clock.now() + timedelta(hours=int(rule("reports.decision_hours", on=clock.today()).value))


def may_decide(reader: Reader) -> Verdict:
    """Any bureau officer."""
    if holds_role(reader, Role.OFFICER):
        return YES
    return no(_("Only a bureau officer decides about reports."), code="NOT_AN_OFFICER")
