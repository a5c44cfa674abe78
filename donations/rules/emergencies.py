"""The clocks of a filing: before the start, or in an emergency within days after it (Charity Law Art.72-73)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from donations.models import Programme
from donations.states import ProgrammeStatus
from marketplace.common import clock
from marketplace.common.rule_data import rule, rule_or_first
from marketplace.common.verdict import YES, Verdict, no


def filing_is_in_order(programme: Programme, *, number: str, filed_on: date) -> Verdict:
    """Filed at least ten days before the start; for an emergency at most ten days after it."""
    if not number.strip():
        return no(_("Enter the number under which the civil affairs bureau filed the plan."), code="NO_FILING")
    if programme.is_emergency:
        if filed_on <= filing_deadline(programme):
            return YES
        days = _days("plan.emergency_filing_days", programme)
        sentence = _("An emergency plan is filed within %(days)s days after its start. Choose a later start.")
        return no(sentence % {"days": days}, code="NO_FILING")
    days = int(rule("plan.filing_lead_days", on=filed_on).value)
    if filed_on + timedelta(days=days) <= programme.starts_on:
        return YES
    sentence = _("A plan is filed at least %(days)s days before it starts. Choose a later start.")
    return no(sentence % {"days": days}, code="NO_FILING")


def filing_deadline(programme: Programme) -> date:
    """The last day on which an emergency plan may be filed; its start is day zero."""
    days = _days("plan.emergency_filing_days", programme)
    return programme.starts_on + timedelta(days=days)


def is_unfiled(programme: Programme) -> bool:
    """Whether the bureau has not filed the plan yet."""
    return not programme.filing_number or programme.filed_on is None


def has_filing(programme: Programme, *, on: date) -> Verdict:
    """The plan covers the day and was filed, or answers an emergency whose days for filing still run."""
    if is_unfiled(programme):
        if not programme.is_emergency:
            return no(_("This programme has no filed plan. The charity must file it first."), code="NO_FILING")
        if on > filing_deadline(programme):
            return no(
                _("The plan of this emergency was not filed by %(day)s, so it takes no gifts any more.")
                % {"day": filing_deadline(programme).isoformat()},
                code="NO_FILING",
            )
    if not programme.starts_on <= on <= programme.ends_on:
        return no(
            _("The filed plan covers %(start)s to %(end)s. The charity must file a new one for other days.")
            % {"start": programme.starts_on.isoformat(), "end": programme.ends_on.isoformat()},
            code="NO_FILING",
        )
    return YES


@dataclass(frozen=True, slots=True)
class ReportClock:
    """When the next public report on an emergency is due, and since how many days it is overdue."""

    due_on: date
    overdue_days: int


def report_clock(programme: Programme, *, on: date) -> ReportClock | None:
    """Receipts of an emergency are published at least every five days; nothing runs for any other programme."""
    if not programme.is_emergency or programme.status != ProgrammeStatus.OPEN:
        return None
    published = [clock.local(report.created_at).date() for report in programme.reports.all()]
    due_on = report_due_after(programme, max([programme.starts_on, *published]))
    return ReportClock(due_on, max((on - due_on).days, 0))


def report_due_after(programme: Programme, day: date) -> date:
    """By when a report follows the start or the last report."""
    return day + timedelta(days=_days("plan.emergency_publication_days", programme))


def _days(name: str, programme: Programme) -> int:
    """Of the law of its start."""
    return int(rule_or_first(name, on=programme.starts_on).value)
