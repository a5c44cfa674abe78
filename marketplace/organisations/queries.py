"""Named reads about organisations and those who act for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import models

from marketplace.accounts.models import Role, User
from marketplace.accounts.queries import CITY, Reader, places_of
from marketplace.common import clock
from marketplace.organisations.models import (
    Capability,
    CapabilityKind,
    DeductionEligibility,
    Invitation,
    MemberRole,
    Membership,
    Organisation,
    Reply,
    SocialWorkLicence,
    Undertaking,
)
from marketplace.organisations.models.capability import EVER_VERIFIED
from marketplace.organisations.rules import notice_days
from marketplace.organisations.states import (
    CapabilityStatus,
    InvitationStatus,
    LicenceStatus,
    OrganisationStatus,
    ReplyStatus,
    UndertakingStatus,
)


def organisations_of(reader: Reader) -> models.QuerySet[Organisation]:
    """The active organisations for which the reader acts now."""
    if not isinstance(reader, User):
        return Organisation.objects.none()
    return Organisation.objects.filter(
        memberships__user=reader, memberships__left_at__isnull=True, status=OrganisationStatus.ACTIVE
    ).distinct()


def organisations_finishing(reader: Reader) -> models.QuerySet[Organisation]:
    """Those for which the reader may finish what was promised: suspension stops what is new, not what is owed."""
    if not isinstance(reader, User):
        return Organisation.objects.none()
    still = [OrganisationStatus.ACTIVE, OrganisationStatus.SUSPENDED]
    return Organisation.objects.filter(
        memberships__user=reader, memberships__left_at__isnull=True, status__in=still
    ).distinct()


def may_finish_for(reader: Reader, organisation: Organisation) -> bool:
    """Whether the reader acts for it now, also while it is suspended."""
    return organisations_finishing(reader).filter(pk=organisation.pk).exists()


def organisations_where(reader: Reader, roles: Sequence[str]) -> models.QuerySet[Organisation]:
    """The active organisations in which the reader holds one of the roles now."""
    if not isinstance(reader, User):
        return Organisation.objects.none()
    held = models.Q(memberships__user=reader, memberships__left_at__isnull=True, memberships__role__in=roles)
    return Organisation.objects.filter(held, status=OrganisationStatus.ACTIVE).distinct()


def is_member(reader: Reader, organisation: Organisation) -> bool:
    """Whether the reader acts for this organisation now."""
    return isinstance(reader, User) and organisations_of(reader).filter(pk=organisation.pk).exists()


def belongs_to(reader: Reader, organisation: Organisation) -> bool:
    """Whether the reader is one of its people, also while it is suspended: for conflicts of interest."""
    present = Membership.objects.filter(user=reader.pk, organisation=organisation, left_at__isnull=True)
    return isinstance(reader, User) and present.exists()


def acts_for_any(reader: Reader) -> bool:
    """Whether the reader acts for an organisation at all."""
    return isinstance(reader, User) and Membership.objects.filter(user=reader, left_at__isnull=True).exists()


def has_capability(organisation: Organisation, kind: CapabilityKind, *, on: date | None = None) -> bool:
    """Whether the organisation was verified for this and the evidence is valid on the day (default today)."""
    day = on or clock.today()
    return any(c.holds_on(day) for c in organisation.capabilities.all() if c.kind == kind)


def organisations_in_order(*, on: date | None = None) -> models.QuerySet[Organisation]:
    """Active organisations that hold anything at all on the day; the others take part in nothing new."""
    day = on or clock.today()
    valid = models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=day)
    held = Capability.objects.filter(valid, status=CapabilityStatus.VERIFIED, valid_from__lte=day)
    return Organisation.objects.filter(status=OrganisationStatus.ACTIVE, pk__in=held.values("organisation"))


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


def has_capabilities_today(organisation: Organisation) -> bool:
    """Whether the organisation holds at least one capability today."""
    return any(c.holds_on(clock.today()) for c in organisation.capabilities.all())


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
    return [c for c in organisation.capabilities.all() if c.status in EVER_VERIFIED]


def confirmed_eligibilities(organisation: Organisation) -> list[DeductionEligibility]:
    """Lines of the yearly deduction lists that two people compared, the newest first."""
    lines = DeductionEligibility.objects.filter(credit_code=organisation.credit_code, confirmed_at__isnull=False)
    return list(lines.order_by("-year_to", "pk"))


def managers_of(organisation: Organisation, *, at: datetime | None = None) -> list[User]:
    """Active people who manage the organisation now, and did already at that moment."""
    rows = Membership.objects.filter(
        organisation=organisation, role=MemberRole.MANAGER, left_at__isnull=True, user__is_active=True
    )
    if at is not None:
        rows = rows.filter(created_at__lte=at)
    return [row.user for row in rows.select_related("user").order_by("pk")]


def applications_of(reader: Reader) -> models.QuerySet[Organisation]:
    """What the reader applied for, whatever became of it, the newest first."""
    if not isinstance(reader, User):
        return Organisation.objects.none()
    rows = Organisation.objects.filter(applicant=reader)
    return rows.prefetch_related("capabilities", "papers", "remarks").order_by("-pk")


def organisations_handled_by(reader: Reader) -> models.QuerySet[Organisation]:
    """Organisations of the officer's places that were ever sent in; drafts are nobody's business."""
    places = places_of(reader, Role.OFFICER)
    if not places:
        return Organisation.objects.none()
    rows = Organisation.objects.exclude(status=OrganisationStatus.DRAFT)
    rows = rows.exclude(status=OrganisationStatus.CLOSED, submitted_at__isnull=True)
    if CITY not in places:
        rows = rows.filter(district__in=[place[:6] for place in places])
    return rows.select_related("applicant").prefetch_related("capabilities")


def organisations_in_view(reader: Reader, view: str) -> models.QuerySet[Organisation]:
    """One view of the officers' desk; what waits longest comes first."""
    rows = organisations_handled_by(reader)
    waiting = Capability.objects.filter(organisation=models.OuterRef("pk"))
    if view == "second":
        proposed = waiting.filter(status=CapabilityStatus.PROPOSED).exclude(proposed_by=reader.pk)
        return rows.filter(models.Exists(proposed), status__in=DECIDABLE).order_by("submitted_at", "pk")
    if view == "claims":
        claimed = waiting.filter(status=CapabilityStatus.CLAIMED)
        return rows.filter(models.Exists(claimed), status=OrganisationStatus.ACTIVE).order_by("pk")
    if view == "ending":
        soon = clock.today() + timedelta(days=max(notice_days()))
        ending = waiting.filter(status=CapabilityStatus.VERIFIED, valid_to__lte=soon)
        return rows.filter(models.Exists(ending), status=OrganisationStatus.ACTIVE).order_by("pk")
    return rows.filter(status__in=VIEWS[view]).order_by("submitted_at", "pk")


DECIDABLE = (OrganisationStatus.APPLIED, OrganisationStatus.ACTIVE)
VIEWS = {
    "waiting": (OrganisationStatus.APPLIED,),
    "second": (),
    "claims": (),
    "returned": (OrganisationStatus.RETURNED,),
    "ending": (),
    "refused": (OrganisationStatus.REFUSED, OrganisationStatus.CLOSED),
    "all": tuple(OrganisationStatus),
}
"""View of the officers' desk -> statuses, empty where something else decides."""


def organisations_shown_to_members(reader: Reader) -> models.QuerySet[Organisation]:
    """Those for which the reader acts, also while suspended: that is when its people must see why."""
    if not isinstance(reader, User):
        return Organisation.objects.none()
    rows = Organisation.objects.filter(
        memberships__user=reader,
        memberships__left_at__isnull=True,
        status__in=[OrganisationStatus.ACTIVE, OrganisationStatus.SUSPENDED],
    )
    return rows.distinct().prefetch_related("capabilities")


def members_of(organisation: Organisation) -> models.QuerySet[Membership]:
    """Who acts for the organisation now, with their licences."""
    rows = Membership.objects.filter(organisation=organisation, left_at__isnull=True)
    return rows.select_related("user", "organisation").prefetch_related("licences").order_by("pk")


def open_invitations(organisation: Organisation) -> models.QuerySet[Invitation]:
    """Seats that were offered and not taken yet."""
    return Invitation.objects.filter(
        organisation=organisation, status=InvitationStatus.SENT, expires_at__gt=clock.now()
    )


def published_replies(organisation: Organisation) -> models.QuerySet[Reply]:
    """What the organisation says to what is shown about it."""
    return Reply.objects.filter(organisation=organisation, status=ReplyStatus.PUBLISHED).order_by("-decided_at")


def verified_social_workers(organisation: Organisation) -> int:
    """How many present members hold a licence that an officer has seen and that is valid today."""
    rows = SocialWorkLicence.objects.filter(
        membership__organisation=organisation,
        membership__left_at__isnull=True,
        status=LicenceStatus.VERIFIED,
        valid_to__gte=clock.today(),
    )
    return rows.values("membership").distinct().count()


def undertakings_waiting_for(reader: Reader) -> models.QuerySet[Undertaking]:
    """Signatures that an officer of the seat has not vetted yet."""
    rows = Undertaking.objects.filter(
        status=UndertakingStatus.SIGNED, organisation__in=organisations_handled_by(reader)
    )
    return rows.select_related("organisation", "signed_by").order_by("pk")


def undertakings_in_force(reader: Reader) -> models.QuerySet[Undertaking]:
    """Of organisations whose seat is the officer's, those that hold today."""
    rows = Undertaking.objects.filter(pk__in=_holding(), organisation__in=organisations_handled_by(reader))
    return rows.select_related("organisation", "vetted_by").order_by("valid_to", "pk")


def entrusted_organisations() -> models.QuerySet[Organisation]:
    """Those that may be told now what is not published: in order, and under a vetted undertaking that holds today."""
    return organisations_in_order().filter(pk__in=_holding().values("organisation"))


def _holding() -> models.QuerySet[Undertaking]:
    today = clock.today()
    return Undertaking.objects.filter(status=UndertakingStatus.VETTED, valid_from__lte=today, valid_to__gte=today)


def replies_waiting_for(reader: Reader) -> models.QuerySet[Reply]:
    """Replies that an officer of the seat has not read yet."""
    rows = Reply.objects.filter(status=ReplyStatus.WAITING, organisation__in=organisations_handled_by(reader))
    return rows.select_related("organisation").order_by("pk")


def licences_waiting_for(reader: Reader) -> models.QuerySet[SocialWorkLicence]:
    """Licences that an officer of the seat has not seen yet."""
    rows = SocialWorkLicence.objects.filter(
        status=LicenceStatus.ENTERED,
        membership__left_at__isnull=True,
        membership__organisation__in=organisations_handled_by(reader),
    )
    return rows.select_related("membership__organisation", "membership__user", "file").order_by("pk")


def names_by_code(codes: Sequence[str]) -> dict[str, str]:
    """Credit code -> name of the organisation that takes part with it."""
    rows = Organisation.objects.filter(credit_code__in=codes, status=OrganisationStatus.ACTIVE)
    return dict(rows.values_list("credit_code", "name"))
