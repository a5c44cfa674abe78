"""What an organisation may do here, verified by two officers until a day."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.rows import Row
from marketplace.organisations.models.organisation import Organisation
from marketplace.organisations.states import CAPABILITY_LIFECYCLE, CapabilityStatus


class CapabilityKind(models.TextChoices):
    """What an organisation may be verified to do; held, not subclassed."""

    CHARITY = "charity", _("charity")
    PUBLIC_FUNDRAISING = "public_fundraising", _("public fundraising certificate")
    VOLUNTEER_GROUP = "volunteer_group", _("volunteer group")
    SERVICE_AGENCY = "service_agency", _("social service agency")
    INSURER = "insurer", _("licensed insurer")
    BIDDER = "bidder", _("bidder")
    BUYER = "buyer", _("government buyer")
    ENTERPRISE = "enterprise", _("giving enterprise")
    MEMBER_BODY = "member_body", _("people's organisation")


WAITING = (CapabilityStatus.CLAIMED, CapabilityStatus.PROPOSED)
EVER_VERIFIED = (CapabilityStatus.VERIFIED, CapabilityStatus.SUSPENDED, CapabilityStatus.EXPIRED)


class Capability(Row):
    """One thing an organisation was verified to be, with its evidence and end date; a renewal is a row of its own."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="capabilities")
    kind = models.CharField(max_length=24, choices=CapabilityKind.choices)
    certificate_number = models.CharField(max_length=60, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=CapabilityStatus.choices, default=CapabilityStatus.CLAIMED)
    proposed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    """The first officer, who saw the paper."""
    proposed_at = models.DateTimeField(null=True)
    verified_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    """The second officer; it counts from then on."""
    verified_at = models.DateTimeField(null=True)
    refused_because = models.CharField(max_length=400, blank=True)
    warned_at_days = models.PositiveSmallIntegerField(null=True)
    """The smallest number of days before the end at which the organisation was warned."""

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind"],
                condition=models.Q(status__in=WAITING),
                name="one_waiting_capability_per_organisation_and_kind",
            ),
            CAPABILITY_LIFECYCLE.constraint("capability_status_is_in_its_lifecycle"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="capability_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(verified_by__isnull=True)
                | (models.Q(proposed_by__isnull=False) & ~models.Q(proposed_by=models.F("verified_by"))),
                name="two_officers_verify_a_capability",
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
