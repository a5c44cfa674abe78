"""What an organisation is counts once two officers have seen the paper, one after the other."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.actors import Actor
from marketplace.common.events import announce
from marketplace.organisations.actions.applying import keep_paper
from marketplace.organisations.actions.locking import locked
from marketplace.organisations.events import (
    CapabilityClaimed,
    CapabilityDoubted,
    CapabilityProposed,
    CapabilityRefused,
    CapabilityVerified,
)
from marketplace.organisations.models import Capability, CapabilityKind, Organisation
from marketplace.organisations.rules import capability_fits, may_decide_claim, may_manage, may_renew, may_verify
from marketplace.organisations.states import CAPABILITY_LIFECYCLE


@transaction.atomic
def claim_capability(
    *,
    by: Actor,
    organisation: Organisation,
    kind: CapabilityKind,
    valid_from: date,
    valid_to: date | None = None,
    certificate_number: str = "",
) -> Capability:
    """State what the organisation is, with the certificate that says so; it counts once verified."""
    capability = Capability.objects.create(
        organisation=organisation,
        kind=kind,
        valid_from=valid_from,
        valid_to=valid_to,
        certificate_number=certificate_number,
    )
    audit.record(by=by, verb="capability.claim", subject=capability, detail={"kind": kind})
    return capability


@transaction.atomic
def renew_capability(
    *,
    by: User,
    organisation: Organisation,
    kind: str,
    data: bytes,
    valid_from: date,
    valid_to: date | None = None,
    number: str = "",
) -> Capability:
    """Claim something new, or the same for longer, with its paper; what holds goes on holding."""
    organisation = locked(organisation)
    allowed = capability_fits(organisation, kind).and_then(may_renew(organisation, kind))
    may_manage(by, organisation).and_then(allowed).require()
    capability = Capability.objects.create(organisation=organisation, kind=kind, valid_from=valid_from)
    keep_paper(
        by=by,
        organisation=organisation,
        data=data,
        number=number,
        valid_from=valid_from,
        valid_to=valid_to,
        capability=capability,
    )
    audit.record(by=by, verb="capability.claim", subject=capability, detail={"kind": kind})
    announce(CapabilityClaimed(capability_id=capability.pk))
    return capability


@transaction.atomic
def propose_capability(
    *,
    by: User,
    capability: Capability,
    valid_from: date | None = None,
    valid_to: date | None = None,
    certificate_number: str = "",
) -> None:
    """The first officer has seen the paper and enters number and validity as they stand on it."""
    capability = locked(capability)
    may_decide_claim(by, capability).require()
    changes: dict[str, Any] = {"proposed_by": by, "proposed_at": clock.now()}
    if valid_from is not None:
        changes |= {"valid_from": valid_from, "valid_to": valid_to, "certificate_number": certificate_number}
    CAPABILITY_LIFECYCLE.advance(capability, "propose", by=by, **changes)
    announce(CapabilityProposed(capability_id=capability.pk))


@transaction.atomic
def verify_capability(*, by: User, capability: Capability) -> None:
    """The second officer has seen the paper too; from now on it counts."""
    capability = locked(capability)
    may_verify(by, capability).require()
    CAPABILITY_LIFECYCLE.advance(capability, "verify", by=by, verified_by=by, verified_at=clock.now())
    announce(CapabilityVerified(capability_id=capability.pk))


@transaction.atomic
def doubt_capability(*, by: User, capability: Capability) -> None:
    """The second officer does not see it so: it begins again with a first look."""
    capability = locked(capability)
    may_verify(by, capability).require()
    CAPABILITY_LIFECYCLE.advance(capability, "send_back", by=by, proposed_by=None, proposed_at=None)
    announce(CapabilityDoubted(capability_id=capability.pk))


@transaction.atomic
def refuse_capability(*, by: User, capability: Capability, because: str) -> None:
    """The paper does not show it; the organisation reads why and may claim it again with another one."""
    capability = locked(capability)
    may_decide_claim(by, capability).require()
    CAPABILITY_LIFECYCLE.advance(capability, "refuse", by=by, refused_because=because)
    announce(CapabilityRefused(capability_id=capability.pk))
