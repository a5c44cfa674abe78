"""How reliable an organisation's help is and how it was judged, told only where enough results stand behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Avg, Count

from marketplace.common import clock
from marketplace.common.rule_data import rule
from marketplace.fulfilment.models import MARKS, Assignment, Evaluation, NoShow
from marketplace.fulfilment.states import SERVED, AssignmentStatus
from marketplace.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Reliability:
    """Helps that arrived, and days on which nobody came or help that failed; `share` is None while they are few."""

    kept: int
    missed: int
    share: int | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """Mean marks from 1 to 5 of so many evaluations; None while they are few."""

    count: int
    satisfied: float | None = None
    timely: float | None = None
    as_promised: float | None = None


def reliability_of(organisation: Organisation) -> Reliability:
    """Of the days of the rule: every help that arrived is kept; every missed day and every failed help is missed."""
    since = clock.now() - timedelta(days=int(rule("fulfilment.reliability_days", on=clock.today()).value))
    mine = Assignment.objects.filter(organisation=organisation, created_at__gte=since)
    kept = mine.filter(status__in=SERVED).count()
    missed = mine.filter(status=AssignmentStatus.FAILED).count()
    missed += NoShow.objects.filter(appointment__assignment__in=mine).count()
    known = kept + missed
    return Reliability(kept, missed, round(100 * kept / known) if known >= _least() else None)


def judgement_of(organisation: Organisation) -> Judgement:
    """Only sums of at least so many evaluations as the rule says: a single one would tell what a household said."""
    rows = Evaluation.objects.filter(assignment__organisation=organisation)
    found = rows.aggregate(count=Count("pk"), **{mark: Avg(mark) for mark in MARKS})
    if found["count"] < _least():
        return Judgement(found["count"])
    return Judgement(found["count"], **{mark: round(found[mark], 1) for mark in MARKS})


def _least() -> int:
    return int(rule("fulfilment.least_for_a_figure", on=clock.today()).value)
