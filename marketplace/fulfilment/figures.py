"""How reliable an organisation's help is and how it was judged, told only where enough results stand behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Avg

from marketplace.common import clock
from marketplace.common.rule_data import rule
from marketplace.fulfilment.models import MARKS, STANDING, Assignment, Evaluation, NoShow
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
    """Only in steps of so many evaluations as the rule says: the difference of two figures never tells a single one."""
    rows = Evaluation.objects.filter(STANDING, assignment__organisation=organisation).order_by("pk")
    counted = rows.count() // _least() * _least()
    if not counted:
        return Judgement(0)
    found = Evaluation.objects.filter(pk__in=list(rows.values_list("pk", flat=True)[:counted]))
    means = found.aggregate(**{mark: Avg(mark) for mark in MARKS})
    return Judgement(counted, **{mark: round(means[mark], 1) for mark in MARKS})


def _least() -> int:
    return int(rule("fulfilment.least_for_a_figure", on=clock.today()).value)
