"""What must be true of suspensions at any time: who is stopped is known with its reason, and only who is stopped."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from marketplace.organisations.models import Capability, Organisation, Suspension
from marketplace.organisations.states import CapabilityStatus, OrganisationStatus

Broken = tuple[str, str, str]
WITH_REASON = "whoever is suspended can read why"
WITHOUT = "no open suspension holds nothing"


def counts() -> dict[str, int]:
    """How many objects each check looked at."""
    return {"suspensions": Suspension.objects.count()}


def violations() -> Iterator[Broken]:
    """(invariant, object, how), of every check."""
    yield from _organisations()
    yield from _capabilities()


def _organisations() -> Iterator[Broken]:
    of_all = Suspension.objects.filter(capability__isnull=True, lifted_at__isnull=True)
    explained = Exists(of_all.filter(organisation=OuterRef("pk")).exclude(because=""))
    for each in Organisation.objects.filter(~explained, status=OrganisationStatus.SUSPENDED):
        yield WITH_REASON, f"organisation:{each.reference}", "no open suspension with a reason"
    goes_on = of_all.filter(organisation__status=OrganisationStatus.ACTIVE)
    for row in goes_on:
        yield WITHOUT, f"suspension:{row.reference}", "the organisation is active"


def _capabilities() -> Iterator[Broken]:
    of_one = Suspension.objects.filter(capability__isnull=False, lifted_at__isnull=True)
    explained = Exists(of_one.filter(capability=OuterRef("pk")).exclude(because=""))
    stopped = Capability.objects.filter(~explained, status=CapabilityStatus.SUSPENDED).select_related("organisation")
    for each in stopped:
        yield WITH_REASON, f"organisation:{each.organisation.reference}", f"{each.kind}: no open suspension"
    for row in of_one.filter(capability__status=CapabilityStatus.VERIFIED):
        yield WITHOUT, f"suspension:{row.reference}", "the capability is verified"
