"""The legal person, from the first word of its application on."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common.rows import PublicRow
from marketplace.organisations.states import NOT_YET_OR_NO_MORE, ORGANISATION_LIFECYCLE, OrganisationStatus


class OrganisationKind(models.TextChoices):
    """Legal form (domain.md §6.2 actor, and the people's organisations of 公告2021年第20号)."""

    CHARITY = "charity", _("charitable organisation")
    FOUNDATION = "foundation", _("foundation")
    ASSOCIATION = "association", _("association")
    SERVICE_AGENCY = "social_service_agency", _("social service agency")
    VOLUNTEER_GROUP = "volunteer_org", _("volunteer organisation")
    ENTERPRISE = "enterprise", _("enterprise")
    INSURER = "insurer", _("insurer")
    GOVERNMENT = "government", _("government body")
    PEOPLE_BODY = "people_body", _("people's organisation")


class Organisation(PublicRow):
    """A legal person in the market. Once it is active, everything here but the applicant is public."""

    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=160, blank=True)
    kind = models.CharField(max_length=24, choices=OrganisationKind.choices)
    body = models.CharField(max_length=24, blank=True)
    """Which of the people's organisations it is (codes.people_body)."""
    credit_code = models.CharField(_("unified social credit code"), max_length=18, db_index=True)
    district = models.CharField(max_length=6)
    summary = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    contact = models.CharField(max_length=120, blank=True)
    is_mainland = models.BooleanField(default=True)
    status = models.CharField(max_length=12, choices=OrganisationStatus.choices, default=OrganisationStatus.DRAFT)
    applicant = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="applications")
    """Who filled in the application and becomes the first manager; nobody where the bureau entered it."""
    submitted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    refused_because = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            ORGANISATION_LIFECYCLE.constraint("organisation_status_is_in_its_lifecycle"),
            models.UniqueConstraint(
                fields=["credit_code"],
                condition=~models.Q(status__in=NOT_YET_OR_NO_MORE),
                name="one_organisation_per_credit_code",
            ),
            models.UniqueConstraint(
                fields=["name"], condition=~models.Q(status__in=NOT_YET_OR_NO_MORE), name="one_organisation_per_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name
