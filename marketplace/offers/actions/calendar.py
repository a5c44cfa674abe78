"""How much of an offer there is in which week; never less than what is promised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common import audit
from marketplace.common.verdict import DomainError
from marketplace.offers.models import CapacityPeriod, Offer
from marketplace.offers.rules import may_offer

WEEK = timedelta(days=6)
"""From Monday to Sunday."""


class PeriodsOverlap(DomainError):
    """A day lies in one period at most, so that everybody knows which capacity counts."""

    code = "PERIODS_OVERLAP"


class BelowWhatIsTaken(DomainError):
    """Capacity cannot fall below what is promised already."""

    code = "BELOW_WHAT_IS_TAKEN"


@dataclass(frozen=True, slots=True)
class Week:
    """What somebody entered for the week that begins on this Monday."""

    monday: date
    capacity: int
    paused: bool = False


@transaction.atomic
def set_capacity(*, by: User, offer: Offer, starts_on: date, ends_on: date, capacity: int) -> CapacityPeriod:
    """Say how many needs the offer can take in a period; never less than it has taken."""
    may_offer(by, offer.organisation).require()
    Offer.objects.select_for_update().get(pk=offer.pk)
    period = _enter(offer, starts_on, ends_on, capacity, paused=False)
    detail = {"from": str(starts_on), "capacity": capacity}
    audit.record(by=by, verb="offer.set_capacity", subject=offer, detail=detail)
    return period


@transaction.atomic
def set_weeks(*, by: User, offer: Offer, weeks: Sequence[Week]) -> None:
    """Enter several weeks at once, all of them or none; a paused week keeps its number and takes nothing new."""
    may_offer(by, offer.organisation).require()
    Offer.objects.select_for_update().get(pk=offer.pk)
    for week in weeks:
        _enter(offer, week.monday, week.monday + WEEK, week.capacity, paused=week.paused)
    detail = {"weeks": {str(week.monday): week.capacity for week in weeks}}
    detail["paused"] = {str(week.monday): True for week in weeks if week.paused}
    audit.record(by=by, verb="offer.set_weeks", subject=offer, detail=detail)


def _enter(offer: Offer, starts_on: date, ends_on: date, capacity: int, *, paused: bool) -> CapacityPeriod:
    period = offer.periods.filter(starts_on=starts_on).first()
    if period is not None and capacity < period.taken:
        message = _("%(taken)s needs are promised in this period already; enter at least that many.")
        raise BelowWhatIsTaken(message % {"taken": period.taken})
    others = offer.periods.exclude(starts_on=starts_on).filter(starts_on__lte=ends_on, ends_on__gte=starts_on)
    if other := others.first():
        message = _("The period overlaps with the one from %(start)s to %(end)s. Choose other days.")
        raise PeriodsOverlap(message % {"start": other.starts_on, "end": other.ends_on})
    values = {"ends_on": ends_on, "capacity": capacity, "paused": paused}
    period, _made = CapacityPeriod.objects.update_or_create(offer=offer, starts_on=starts_on, defaults=values)
    return period
