"""Report a page; uphold the report or show the page again, with a reason."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cms.models.reports import PageReport
from cms.reports.events import PageReportDecided, PageReported
from cms.reports.rules import answered_before, hides_at_once, may_decide, may_report
from cms.reports.states import REPORT_LIFECYCLE, ReportReason, ReportStatus, SubjectKind
from cms.reports.subjects import Subject
from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.actors import SystemActor
from marketplace.common.events import announce
from marketplace.common.verdict import DomainError
from marketplace.needs.actions import hide_promised, hold_need, show_again, show_promised_again, withdraw_need
from marketplace.needs.actions.keeping import PROMISED
from marketplace.needs.models import Need
from marketplace.needs.states import NeedStatus
from marketplace.publications.actions import hide_words, show_words_again, withdraw_words
from marketplace.publications.models import Publication
from marketplace.publications.rules import may_show_again
from marketplace.publications.states import REPORTED, PublicationStatus

REPORTER = SystemActor("page-report")


class AlreadyDecided(DomainError):
    """An officer looked at the same report about the same words."""

    code = "ALREADY_DECIDED"


@transaction.atomic
def report_page(*, subject: Subject, reason: ReportReason, reporter: str) -> PageReport:
    """Take the report down, hide what may identify somebody, and let officers know; `reporter` is a `caller_key`.

    Raises `AlreadyDecided` where a reasoned decision stands against it, and the verdict of `may_report`.
    """
    may_report(reporter).require()
    waiting = PageReport.objects.filter(path=subject.path, reason=reason, status=ReportStatus.OPEN, reporter=reporter)
    if (known := waiting.first()) is not None:
        return known
    if answered_before(subject, reason) is not None:
        message = _("An officer has looked into this and decided to show the page. If you know more, please telephone.")
        raise AlreadyDecided(message)
    report = PageReport.objects.create(
        path=subject.path,
        kind=subject.kind,
        need_reference=subject.need_reference,
        content_mark=subject.mark,
        reason=reason,
        reporter=reporter,
        hides=hides_at_once(subject, reason),
    )
    if report.hides:
        _take_back(report)
    audit.record(by=None, verb="page.report", subject=report, detail={"reason": reason, "hides": report.hides})
    announce(PageReported(report_id=report.pk))
    return report


@transaction.atomic
def dismiss_report(*, by: User, report: PageReport, decision: str) -> None:
    """Show the page again; the decision stands against the same report."""
    may_decide(by).require()
    REPORT_LIFECYCLE.advance(
        report, "dismiss", by=by, decided_by=by, decided_at=clock.now(), decision=decision, hides=False
    )
    others = PageReport.objects.filter(path=report.path, hides=True, status=ReportStatus.OPEN)
    if not others.exists():
        _show_again(report, by)
    announce(PageReportDecided(report_id=report.pk))


@transaction.atomic
def uphold_report(*, by: User, report: PageReport, decision: str) -> None:
    """The page stays away; a need is withdrawn for good."""
    may_decide(by).require()
    REPORT_LIFECYCLE.advance(
        report, "uphold", by=by, decided_by=by, decided_at=clock.now(), decision=decision, hides=True
    )
    need = _need_of(report)
    if need is not None and need.status not in (NeedStatus.WITHDRAWN, NeedStatus.CLOSED, NeedStatus.EXPIRED):
        withdraw_need(by=by, need=need, because=REPORTED)
    words = words_of(report)
    if words is not None and words.status != PublicationStatus.WITHDRAWN:
        withdraw_words(by=by, publication=words, because=REPORTED)
    announce(PageReportDecided(report_id=report.pk))


def _take_back(report: PageReport) -> None:
    words = words_of(report)
    if words is not None and words.status == PublicationStatus.PUBLISHED:
        hide_words(by=REPORTER, publication=words, code=REPORTED)
    need = _need_of(report)
    if need is None or not need.live:
        return
    if need.status == NeedStatus.PUBLISHED:
        hold_need(by=REPORTER, need=need, code=REPORTED)
    else:
        hide_promised(by=REPORTER, need=need, code=REPORTED)


def _show_again(report: PageReport, by: User) -> None:
    """Only what the report itself took away: what is held for another reason stays held."""
    words = words_of(report)
    if words is not None and words.hold_code == REPORTED and may_show_again(by, words):
        show_words_again(by=by, publication=words)
    need = _need_of(report)
    if need is None or need.live or need.hold_code != REPORTED:
        return
    if need.status == NeedStatus.HELD:
        show_again(by=by, need=need)
    elif need.status in PROMISED:
        show_promised_again(by=by, need=need)


def _need_of(report: PageReport) -> Need | None:
    if report.kind != SubjectKind.NEED:
        return None
    return Need.objects.select_for_update().filter(reference=report.need_reference).first()


def words_of(report: PageReport) -> Publication | None:
    """The words that the report is about."""
    if report.kind != SubjectKind.WORDS:
        return None
    reference = report.path.strip("/").rpartition("/")[2]
    return Publication.objects.select_for_update(of=("self",)).filter(reference=reference).first()
