"""Organisations, what they were verified to be, who acts for them, and the yearly deduction list."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.rows import PublicRow, Row
from marketplace.organisations.states import (
    CAPABILITY_LIFECYCLE,
    ORGANISATION_LIFECYCLE,
    CapabilityStatus,
    OrganisationStatus,
)


class OrganisationKind(models.TextChoices):
    """Legal form (domain.md §6.2 actor)."""

    CHARITY = "charity", _("charitable organisation")
    FOUNDATION = "foundation", _("foundation")
    ASSOCIATION = "association", _("association")
    SERVICE_AGENCY = "social_service_agency", _("social service agency")
    VOLUNTEER_GROUP = "volunteer_org", _("volunteer organisation")
    ENTERPRISE = "enterprise", _("enterprise")
    INSURER = "insurer", _("insurer")
    GOVERNMENT = "government", _("government body")


class CapabilityKind(models.TextChoices):
    """What an organisation may be verified to do; held, not subclassed."""

    CHARITY = "charity", _("charity")
    PUBLIC_FUNDRAISING = "public_fundraising", _("public fundraising certificate")
    VOLUNTEER_GROUP = "volunteer_group", _("volunteer group")
    SERVICE_AGENCY = "service_agency", _("social service agency")
    INSURER = "insurer", _("licensed insurer")
    BIDDER = "bidder", _("bidder")
    BUYER = "buyer", _("government buyer")


class Organisation(PublicRow):
    """A legal person in the market. Everything here is public."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    name_en = models.CharField(_("name in English"), max_length=160, blank=True)
    kind = models.CharField(max_length=24, choices=OrganisationKind.choices)
    credit_code = models.CharField(_("unified social credit code"), max_length=18, unique=True)
    district = models.CharField(max_length=6)
    summary = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    contact = models.CharField(max_length=120, blank=True)
    is_mainland = models.BooleanField(default=True)
    status = models.CharField(max_length=12, choices=OrganisationStatus.choices, default=OrganisationStatus.APPLIED)

    class Meta:
        ordering = ["name"]
        constraints = [ORGANISATION_LIFECYCLE.constraint("organisation_status_is_in_its_lifecycle")]

    def __str__(self) -> str:
        return self.name


class Capability(Row):
    """One thing an organisation was verified to be, with its evidence and end date."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="capabilities")
    kind = models.CharField(max_length=24, choices=CapabilityKind.choices)
    certificate_number = models.CharField(max_length=60, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=CapabilityStatus.choices, default=CapabilityStatus.CLAIMED)
    verified_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    verified_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind"], name="one_capability_per_organisation_and_kind"),
            CAPABILITY_LIFECYCLE.constraint("capability_status_is_in_its_lifecycle"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="capability_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.kind

    def holds_on(self, day: date) -> bool:
        """Whether the capability was verified and valid on the day."""
        in_time = self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
        return self.status == CapabilityStatus.VERIFIED and in_time

    @property
    def holds_today(self) -> bool:
        """Whether it holds now."""
        return self.holds_on(clock.today())


class MemberRole(models.TextChoices):
    MANAGER = "manager", _("manager")
    COORDINATOR = "coordinator", _("coordinator")
    FINANCE = "finance", _("finance")


class Membership(Row):
    """A person who acts for an organisation until leaving."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=MemberRole.choices)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation"], name="one_membership_per_user_and_organisation")
        ]

    def __str__(self) -> str:
        return self.role


class DeductionEligibility(Row):
    """A line of the published yearly list of recipients whose gifts are deductible (公告2020年第27号)."""

    credit_code = models.CharField(max_length=18, db_index=True)
    document_number = models.CharField(max_length=80)
    level = models.CharField(max_length=12)
    year_from = models.PositiveSmallIntegerField()
    year_to = models.PositiveSmallIntegerField()
    revoked_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300)
    confirmed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    """The second person who compared the line with the published list; it counts only then."""
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["credit_code", "document_number"], name="one_eligibility_per_recipient_and_document"
            ),
            models.CheckConstraint(
                condition=models.Q(year_to__gte=models.F("year_from")), name="eligibility_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_number} {self.year_from}-{self.year_to}"

    def covers(self, day: date) -> bool:
        """Whether a gift on this day falls into a listed year before any revocation."""
        year = day.year
        revoked = self.revoked_on is not None and self.revoked_on <= day
        return self.confirmed_at is not None and self.year_from <= year <= self.year_to and not revoked
