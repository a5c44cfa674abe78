"""An officer stops an organisation, or one thing it may do, with a reason; and lets it go on."""

from __future__ import annotations

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.events import announce
from marketplace.organisations.actions.locking import locked
from marketplace.organisations.events import Suspended, SuspensionLifted
from marketplace.organisations.models import Capability, Organisation, Suspension
from marketplace.organisations.rules import may_lift, may_suspend
from marketplace.organisations.states import CAPABILITY_LIFECYCLE, ORGANISATION_LIFECYCLE, CapabilityStatus


@transaction.atomic
def suspend(*, by: User, organisation: Organisation, because: str, capability: Capability | None = None) -> Suspension:
    """From this moment it takes on nothing new; what it promised stays, and its people read why and may reply."""
    organisation = locked(organisation)
    capability = locked(capability) if capability else None
    may_suspend(by, organisation, capability).require()
    suspension = Suspension.objects.create(
        organisation=organisation, capability=capability, because=because, suspended_by=by
    )
    if capability:
        CAPABILITY_LIFECYCLE.advance(capability, "suspend", by=by)
    else:
        ORGANISATION_LIFECYCLE.advance(organisation, "suspend", by=by)
    announce(Suspended(suspension_id=suspension.pk))
    return suspension


@transaction.atomic
def lift_suspension(*, by: User, suspension: Suspension, because: str) -> None:
    """It may go on; a capability that ran out meanwhile stays over."""
    suspension = locked(suspension)
    may_lift(by, suspension).require()
    capability = locked(suspension.capability) if suspension.capability else None
    Suspension.objects.filter(pk=suspension.pk).update(lifted_at=clock.now(), lifted_by=by, lifted_because=because)
    if capability is None:
        ORGANISATION_LIFECYCLE.advance(locked(suspension.organisation), "resume", by=by)
    elif capability.status == CapabilityStatus.SUSPENDED:
        CAPABILITY_LIFECYCLE.advance(capability, "resume", by=by)
    audit.record(by=by, verb="suspension.lift", subject=suspension)
    announce(SuspensionLifted(suspension_id=suspension.pk))
