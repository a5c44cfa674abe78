"""Programmes in an emergency, and who must act on their clocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import models

from donations.models import Programme
from donations.queries.programmes import with_figures
from donations.rules import Decision, decide
from donations.rules.emergencies import ReportClock, filing_deadline, is_unfiled, report_clock
from donations.rules.people import RUN_PROGRAMMES
from donations.states import ProgrammeStatus
from marketplace.accounts.models import User
from marketplace.common import clock


@dataclass(frozen=True, slots=True)
class Watched:
    """A programme as officers watch it: how it may be given to, and which of its clocks run."""

    programme: Programme
    decision: Decision
    report: ReportClock | None
    file_until: date | None


def open_emergencies() -> models.QuerySet[Programme]:
    """Emergencies that take gifts now."""
    running = Programme.objects.filter(status=ProgrammeStatus.OPEN, is_emergency=True)
    return running.select_related("charity").prefetch_related("reports").order_by("pk")


def staff_who_run(charity_id: int) -> models.QuerySet[User]:
    """The active managers and coordinators of a charity."""
    return User.objects.filter(
        is_active=True,
        memberships__organisation_id=charity_id,
        memberships__role__in=RUN_PROGRAMMES,
        memberships__left_at__isnull=True,
    ).order_by("pk")


def programmes_in_use() -> models.QuerySet[Programme]:
    """Everything that is filed or open, emergencies first."""
    in_use = with_figures(Programme.objects.filter(status__in=[ProgrammeStatus.FILED, ProgrammeStatus.OPEN]))
    related = in_use.prefetch_related("campaigns", "reports", "charity__capabilities")
    return related.order_by("-is_emergency", "name", "pk")


def watched(programmes: list[Programme]) -> Iterator[Watched]:
    """How each stands today."""
    today = clock.today()
    for programme in programmes:
        late = programme.is_emergency and is_unfiled(programme)
        yield Watched(
            programme,
            decide(programme, on=today),
            report_clock(programme, on=today),
            filing_deadline(programme) if late else None,
        )
