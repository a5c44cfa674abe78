"""What was verified until a day: the organisation is warned before it, and it counts no more after it."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from marketplace.common import clock
from marketplace.common.actors import SystemActor
from marketplace.common.events import announce
from marketplace.organisations.actions.undertakings import expire_undertakings
from marketplace.organisations.events import CapabilityExpired, CapabilityRunsOut, LicenceExpired
from marketplace.organisations.models import Capability, Invitation, SocialWorkLicence
from marketplace.organisations.rules import notice_days
from marketplace.organisations.states import (
    CAPABILITY_LIFECYCLE,
    INVITATION_LIFECYCLE,
    LICENCE_LIFECYCLE,
    CapabilityStatus,
    InvitationStatus,
    LicenceStatus,
)

SWEEP = SystemActor("organisations-expiry")
STILL = (CapabilityStatus.VERIFIED, CapabilityStatus.SUSPENDED)


def expire_what_ran_out() -> dict[str, int]:
    """End what is over and warn of what will be; returns how many of each. May run at any time and twice."""
    return {
        "expired": sum(map(_expire, Capability.objects.filter(status__in=STILL, valid_to__lt=clock.today()))),
        "warned": sum(_warn(days) for days in notice_days()),
        "licences": _end_licences(),
        "invitations": _end_invitations(),
        "undertakings": expire_undertakings(),
    }


@transaction.atomic
def _expire(capability: Capability) -> bool:
    """Out of date from today on; one row, one audit line, one announcement."""
    rows = Capability.objects.select_for_update().filter(pk=capability.pk, status__in=STILL, valid_to__lt=clock.today())
    row = rows.first()
    if row is None:
        return False
    CAPABILITY_LIFECYCLE.advance(row, "expire", by=SWEEP)
    announce(CapabilityExpired(capability_id=row.pk))
    return True


def _warn(days: int) -> int:
    """Warn once at this distance; whoever was warned nearer to the end is not warned again."""
    today = clock.today()
    near = Q(warned_at_days__isnull=True) | Q(warned_at_days__gt=days)
    rows = Capability.objects.filter(
        near, status=CapabilityStatus.VERIFIED, valid_to__gte=today, valid_to__lte=today + timedelta(days=days)
    )
    return sum(_warn_about(key, days) for key in list(rows.values_list("pk", flat=True)))


@transaction.atomic
def _warn_about(key: int, days: int) -> bool:
    near = Q(warned_at_days__isnull=True) | Q(warned_at_days__gt=days)
    if not Capability.objects.filter(near, pk=key, status=CapabilityStatus.VERIFIED).update(warned_at_days=days):
        return False
    announce(CapabilityRunsOut(capability_id=key, days=days))
    return True


def _end_licences() -> int:
    due = SocialWorkLicence.objects.filter(status=LicenceStatus.VERIFIED, valid_to__lt=clock.today())
    return sum(map(_end_licence, due))


@transaction.atomic
def _end_licence(licence: SocialWorkLicence) -> bool:
    row = SocialWorkLicence.objects.select_for_update().filter(pk=licence.pk, status=LicenceStatus.VERIFIED).first()
    if row is None:
        return False
    LICENCE_LIFECYCLE.advance(row, "expire", by=SWEEP)
    announce(LicenceExpired(licence_id=row.pk))
    return True


def _end_invitations() -> int:
    due = Invitation.objects.filter(status=InvitationStatus.SENT, expires_at__lt=clock.now())
    return sum(map(_end_invitation, due))


@transaction.atomic
def _end_invitation(invitation: Invitation) -> bool:
    row = Invitation.objects.select_for_update().filter(pk=invitation.pk, status=InvitationStatus.SENT).first()
    if row is None:
        return False
    INVITATION_LIFECYCLE.advance(row, "lapse", by=SWEEP)
    return True
