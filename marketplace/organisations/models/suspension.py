"""An organisation, or one thing it was verified to be, is stopped by an officer until somebody lifts it."""

from __future__ import annotations

from django.db import models

from marketplace.accounts.models import User
from marketplace.common.rows import PublicRow
from marketplace.organisations.models.capability import Capability
from marketplace.organisations.models.organisation import Organisation


class Suspension(PublicRow):
    """Why, by whom and since when; without a capability the whole organisation is stopped."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="suspensions")
    capability = models.ForeignKey(Capability, null=True, on_delete=models.CASCADE, related_name="suspensions")
    because = models.CharField(max_length=400)
    """The organisation reads it."""
    suspended_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    lifted_because = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(capability__isnull=True, lifted_at__isnull=True),
                name="one_open_suspension_per_organisation",
            ),
            models.UniqueConstraint(
                fields=["capability"],
                condition=models.Q(lifted_at__isnull=True),
                name="one_open_suspension_per_capability",
            ),
            models.CheckConstraint(
                condition=models.Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | models.Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="a_lifted_suspension_knows_by_whom",
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Whether it still holds."""
        return self.lifted_at is None
