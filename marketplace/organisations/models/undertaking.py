"""An organisation's signature under the undertaking of confidentiality, vetted by an officer, valid for a period."""

from __future__ import annotations

from datetime import date

from django.db import models

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.rows import PublicRow
from marketplace.organisations.models.organisation import Organisation
from marketplace.organisations.states import UNDERTAKING_LIFECYCLE, UndertakingStatus


class Undertaking(PublicRow):
    """What was signed, by whom, until when; only a vetted one opens anything, and only while it holds."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="undertakings")
    version = models.CharField(max_length=20)
    text_digest = models.CharField(max_length=64)
    """SHA-256 of the words that were signed."""
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField()
    status = models.CharField(max_length=10, choices=UndertakingStatus.choices, default=UndertakingStatus.SIGNED)
    vetted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    vetted_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=400, blank=True)
    """Why it was refused, or ended by an officer before its day."""

    class Meta:
        ordering = ["-pk"]
        constraints = [
            UNDERTAKING_LIFECYCLE.constraint("undertaking_status_is_in_its_lifecycle"),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(status=UndertakingStatus.SIGNED),
                name="one_waiting_undertaking_per_organisation",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=UndertakingStatus.VETTED) | models.Q(vetted_by__isnull=False),
                name="a_vetted_undertaking_knows_by_whom",
            ),
            models.CheckConstraint(
                condition=models.Q(vetted_by__isnull=True) | ~models.Q(vetted_by=models.F("signed_by")),
                name="nobody_vets_what_they_signed",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__gte=models.F("valid_from")), name="undertaking_ends_after_it_begins"
            ),
        ]

    def holds_on(self, day: date) -> bool:
        """Whether it was vetted and is valid on the day."""
        return self.status == UndertakingStatus.VETTED and self.valid_from <= day <= self.valid_to

    @property
    def holds_today(self) -> bool:
        """Whether it holds now."""
        return self.holds_on(clock.today())
