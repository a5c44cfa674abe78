"""Named reads of group programmes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import models

from marketplace.accounts.queries import Reader
from marketplace.common import clock
from marketplace.common.rule_data import rule
from marketplace.insurance.models import GroupProgramme
from marketplace.insurance.ports import group_counter
from marketplace.insurance.states import ProgrammeStatus
from marketplace.organisations.models import CapabilityKind
from marketplace.organisations.queries import organisations_handled_by, organisations_of, organisations_with


def programmes_in_force(on: date | None = None) -> models.QuerySet[GroupProgramme]:
    """Policies that cover the day, of insurers whose licence an officer has seen and that is valid."""
    day = on or clock.today()
    running = GroupProgramme.objects.filter(status=ProgrammeStatus.RUNNING, starts_on__lte=day, ends_on__gte=day)
    running = running.filter(insurer__in=organisations_with(CapabilityKind.INSURER, on=day))
    return running.select_related("insurer", "policyholder").prefetch_related("perils").order_by("pk")


def programmes_of(reader: Reader) -> models.QuerySet[GroupProgramme]:
    """The programmes of the insurers for which the reader acts."""
    return GroupProgramme.objects.filter(insurer__in=organisations_of(reader)).prefetch_related("perils")


def programmes_waiting_for(reader: Reader) -> models.QuerySet[GroupProgramme]:
    """Programmes of the officer's places that nobody has read yet, the longest wait first."""
    rows = GroupProgramme.objects.filter(status=ProgrammeStatus.SUBMITTED, insurer__in=organisations_handled_by(reader))
    return rows.select_related("insurer", "policyholder").order_by("submitted_at", "pk")


def programmes_read_by_officers(reader: Reader) -> models.QuerySet[GroupProgramme]:
    """Every programme of the officer's places that was ever handed in."""
    rows = GroupProgramme.objects.filter(submitted_at__isnull=False, insurer__in=organisations_handled_by(reader))
    return rows.select_related("insurer", "policyholder", "policy").prefetch_related("perils", "remarks")


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """How many households, rounded down; None where there are fewer than the threshold."""

    insured: int | None
    matched: int | None
    threshold: int
    step: int


def group_figures(programme: GroupProgramme) -> GroupFigures:
    """What the insurer learns about its group: two counts of households, and nothing of any of them."""
    day = clock.today()
    threshold = int(rule("anonymity.small_number_threshold", on=day).value)
    step = int(rule("insurance.counts_rounded_to", on=day).value)

    def shown(count: int) -> int | None:
        return count - count % step if count >= threshold else None

    counter = group_counter()
    insured = counter.insured(programme.insured_registers, programme.areas)
    return GroupFigures(shown(insured), shown(counter.matched(programme.reference)), threshold, step)
