"""Who acts for an organisation, who is invited to, and the licences of its social workers."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common.encryption import EncryptedText
from marketplace.common.rows import PublicRow, Row
from marketplace.documents.models import PrivateFile
from marketplace.organisations.models.organisation import Organisation
from marketplace.organisations.states import (
    INVITATION_LIFECYCLE,
    LICENCE_LIFECYCLE,
    InvitationStatus,
    LicenceStatus,
)


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


class Invitation(PublicRow):
    """A seat offered to an e-mail address; its link works once and only for whoever reads that mail."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    email = EncryptedText()
    email_index = models.CharField(max_length=64)
    role = models.CharField(max_length=12, choices=MemberRole.choices)
    status = models.CharField(max_length=10, choices=InvitationStatus.choices, default=InvitationStatus.SENT)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    accepted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            INVITATION_LIFECYCLE.constraint("invitation_status_is_in_its_lifecycle"),
            models.UniqueConstraint(
                fields=["organisation", "email_index"],
                condition=models.Q(status=InvitationStatus.SENT),
                name="one_open_invitation_per_organisation_and_address",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=InvitationStatus.ACCEPTED) | models.Q(accepted_by__isnull=False),
                name="an_accepted_invitation_knows_by_whom",
            ),
        ]


class SocialWorkLicence(PublicRow):
    """The professional licence of a member, seen by an officer, until a day."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="licences")
    number = EncryptedText()
    number_index = models.CharField(max_length=64)
    level = models.CharField(max_length=24)
    """codes.social_work_level"""
    valid_from = models.DateField()
    valid_to = models.DateField()
    file = models.OneToOneField(PrivateFile, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=LicenceStatus.choices, default=LicenceStatus.ENTERED)
    verified_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    verified_at = models.DateTimeField(null=True)
    refused_because = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            LICENCE_LIFECYCLE.constraint("licence_status_is_in_its_lifecycle"),
            models.UniqueConstraint(
                fields=["number_index"],
                condition=models.Q(status__in=[LicenceStatus.ENTERED, LicenceStatus.VERIFIED]),
                name="one_holder_per_licence",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__gte=models.F("valid_from")), name="licence_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.level
