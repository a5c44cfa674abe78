"""Named reads about organisations and those who act for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import models

from marketplace.accounts.models import User
from marketplace.accounts.queries import Reader
from marketplace.common import clock
from marketplace.organisations.models import (
    Capability,
    CapabilityKind,
    DeductionEligibility,
    Membership,
    Organisation,
)
from marketplace.organisations.states import CapabilityStatus, OrganisationStatus


def organisations_of(reader: Reader) -> models.QuerySet[Organisation]:
    """The active organisations for which the reader acts now."""
    if not isinstance(reader, User):
        return Organisation.objects.none()
    return Organisation.objects.filter(
        memberships__user=reader, memberships__left_at__isnull=True, status=OrganisationStatus.ACTIVE
    ).distinct()


def organisations_where(reader: Reader, roles: Sequence[str]) -> models.QuerySet[Organisation]:
    """The active organisations in which the reader holds one of the roles now."""
    if not isinstance(reader, User):
        return Organisation.objects.none()
    held = models.Q(memberships__user=reader, memberships__left_at__isnull=True, memberships__role__in=roles)
    return Organisation.objects.filter(held, status=OrganisationStatus.ACTIVE).distinct()


def is_member(reader: Reader, organisation: Organisation) -> bool:
    """Whether the reader acts for this organisation now."""
    return isinstance(reader, User) and organisations_of(reader).filter(pk=organisation.pk).exists()


def acts_for_any(reader: Reader) -> bool:
    """Whether the reader acts for an organisation at all."""
    return isinstance(reader, User) and Membership.objects.filter(user=reader, left_at__isnull=True).exists()


def has_capability(organisation: Organisation, kind: CapabilityKind, *, on: date | None = None) -> bool:
    """Whether the organisation was verified for this and the evidence is valid on the day (default today)."""
    day = on or clock.today()
    return any(c.holds_on(day) for c in organisation.capabilities.all() if c.kind == kind)


def organisations_with(kind: CapabilityKind, *, on: date | None = None) -> models.QuerySet[Organisation]:
    """Active organisations that hold the capability on the day."""
    day = on or clock.today()
    valid = Capability.objects.filter(
        models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=day),
        kind=kind,
        status=CapabilityStatus.VERIFIED,
        valid_from__lte=day,
    )
    return Organisation.objects.filter(status=OrganisationStatus.ACTIVE, capabilities__in=valid).distinct()


def eligibility_on(organisation: Organisation, day: date) -> DeductionEligibility | None:
    """The confirmed list line that makes gifts of this day deductible, if any."""
    lines = DeductionEligibility.objects.filter(credit_code=organisation.credit_code)
    return next((line for line in lines.order_by("-year_to", "pk") if line.covers(day)), None)


def is_verified_partner(reader: Reader) -> bool:
    """Whether the reader acts for an organisation with at least one capability valid today."""
    day = clock.today()
    return any(
        any(c.holds_on(day) for c in organisation.capabilities.all())
        for organisation in organisations_of(reader).prefetch_related("capabilities")
    )


class OrganisationAudience:
    """Bound to `notifications.audience` in wiring."""

    def members_of(self, organisation_id: int) -> Sequence[User]:
        """Active people who act for the organisation."""
        current = Membership.objects.filter(organisation_id=organisation_id, left_at__isnull=True, user__is_active=True)
        return [membership.user for membership in current.select_related("user").order_by("pk")]


def public_organisations(*, words: str = "", kind: str = "") -> models.QuerySet[Organisation]:
    """Organisations admitted to the market, also while suspended, with what they hold; by words of the name or kind."""
    shown = Organisation.objects.filter(status__in=[OrganisationStatus.ACTIVE, OrganisationStatus.SUSPENDED])
    if words:
        named = models.Q(name__icontains=words) | models.Q(name_en__icontains=words)
        shown = shown.filter(named | models.Q(credit_code__iexact=words))
    if kind in CapabilityKind.values:
        shown = shown.filter(pk__in=organisations_with(CapabilityKind(kind)).values("pk"))
    return shown.prefetch_related("capabilities").order_by("name")


def verified_for(organisation: Organisation) -> list[Capability]:
    """What the organisation was ever verified to be, whatever it holds today; claims alone are nobody's business."""
    return [c for c in organisation.capabilities.all() if c.status != CapabilityStatus.CLAIMED]


def confirmed_eligibilities(organisation: Organisation) -> list[DeductionEligibility]:
    """Lines of the yearly deduction lists that two people compared, the newest first."""
    lines = DeductionEligibility.objects.filter(credit_code=organisation.credit_code, confirmed_at__isnull=False)
    return list(lines.order_by("-year_to", "pk"))
