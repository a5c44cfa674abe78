"""How much a supplier may still take, and taking it under the supplier's row lock (after the need's, always)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from marketplace.common import clock
from marketplace.common.verdict import DomainError
from marketplace.fulfilment.models import Assignment, SupplierKind
from marketplace.fulfilment.states import RUNNING
from marketplace.insurance.models import GroupProgramme
from marketplace.offers.models import CapacityPeriod, Offer
from marketplace.organisations.models import Organisation
from marketplace.volunteers.models import Volunteer

BUSY = RUNNING
"""Statuses that still cost a volunteer or an insurer attention."""


class SupplierFull(DomainError):
    """Nothing is promised beyond capacity."""

    code = "SUPPLIER_FULL"


@dataclass(frozen=True, slots=True)
class Supplier:
    """Who helps, as matching and fulfilment name it."""

    kind: str
    reference: str
    name: str
    organisation: Organisation


def supplier_of_offer(offer: Offer) -> Supplier:
    """An organisation's offer as supplier."""
    return Supplier(
        SupplierKind.OFFER, offer.reference, f"{offer.organisation.name} · {offer.title}", offer.organisation
    )


def supplier_of_volunteer(volunteer: Volunteer) -> Supplier:
    """A volunteer, in public a unified number."""
    return Supplier(SupplierKind.VOLUNTEER, volunteer.reference, volunteer.unified_number, volunteer.organisation)


def supplier_of_programme(programme: GroupProgramme) -> Supplier:
    """An insurer's group programme."""
    return Supplier(SupplierKind.GROUP_PROGRAMME, programme.reference, programme.name, programme.insurer)


def take(supplier: Supplier) -> None:
    """Use one unit of the supplier's capacity; raises `SupplierFull`, having taken nothing."""
    if supplier.kind == SupplierKind.OFFER:
        _take_from_offer(supplier)
        return
    allowance = _allowance(supplier)  # locks first, then counts
    if _busy(supplier) >= allowance:
        raise SupplierFull(_("This supplier has taken all it can in this period."))


def give_back(assignment: Assignment) -> None:
    """A commitment fell through: the unit is free again, in the period in which it was taken."""
    if assignment.supplier_kind == SupplierKind.OFFER:
        taken_on = clock.local(assignment.created_at).date()
        period = _period(assignment.supplier_reference, taken_on)
        CapacityPeriod.objects.filter(pk__in=period, taken__gt=0).update(taken=F("taken") - 1)


def _take_from_offer(supplier: Supplier) -> None:
    period = _period(supplier.reference, clock.today())
    # By its key alone: a join would become a subquery, which PostgreSQL does not judge again after waiting for the row.
    free = CapacityPeriod.objects.filter(pk__in=period, taken__lt=F("capacity"), paused=False)
    if not free.update(taken=F("taken") + 1):
        raise SupplierFull(_("The offer has no place left in this period. Enter more capacity or decline."))


def _period(offer_reference: str, day: date) -> list[int]:
    """The key of the one period that holds the day, if any: periods of an offer never overlap."""
    periods = CapacityPeriod.objects.filter(offer__reference=offer_reference, starts_on__lte=day, ends_on__gte=day)
    return list(periods.values_list("pk", flat=True)[:1])


def _allowance(supplier: Supplier) -> int:
    """The limit, read under a row lock that serialises two acceptances of one supplier."""
    if supplier.kind == SupplierKind.VOLUNTEER:
        return Volunteer.objects.select_for_update().get(reference=supplier.reference).per_period
    return GroupProgramme.objects.select_for_update().get(reference=supplier.reference).capacity


def _busy(supplier: Supplier) -> int:
    mine = Assignment.objects.filter(supplier_kind=supplier.kind, supplier_reference=supplier.reference)
    return mine.filter(status__in=BUSY).count()
