"""Named reads of group programmes."""

from __future__ import annotations

from datetime import date

from django.db import models

from marketplace.accounts.queries import Reader
from marketplace.common import clock
from marketplace.insurance.models import GroupProgramme
from marketplace.insurance.states import ProgrammeStatus
from marketplace.organisations.models import CapabilityKind
from marketplace.organisations.queries import organisations_of, organisations_with


def programmes_in_force(on: date | None = None) -> models.QuerySet[GroupProgramme]:
    """Policies that cover the day, of insurers whose licence an officer has seen and that is valid."""
    day = on or clock.today()
    running = GroupProgramme.objects.filter(status=ProgrammeStatus.RUNNING, starts_on__lte=day, ends_on__gte=day)
    running = running.filter(insurer__in=organisations_with(CapabilityKind.INSURER, on=day))
    return running.select_related("insurer", "policyholder").prefetch_related("perils").order_by("pk")


def programmes_of(reader: Reader) -> models.QuerySet[GroupProgramme]:
    """The programmes of the insurers for which the reader acts."""
    return GroupProgramme.objects.filter(insurer__in=organisations_of(reader)).prefetch_related("perils")
