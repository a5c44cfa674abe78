"""What was served: versions that are never edited, corrections that were asked for, and an officer's spot checks."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common.rows import PublicRow, Row
from marketplace.volunteers.hours import hours_shown
from marketplace.volunteers.models.activities import SignUp
from marketplace.volunteers.states import CORRECTION_LIFECYCLE, RECORD_LIFECYCLE, CorrectionStatus, RecordStatus


class Flag(models.TextChoices):
    """Why a record is questioned; none of these makes it wrong."""

    LATE = "late", _("recorded late")
    LONG_DAY = "long_day", _("a very long day")
    SAME_DEVICE = "same_device", _("one device for many people")
    BY_HAND = "by_hand", _("times entered by the host")


class ServiceRecord(PublicRow):
    """One version of what a volunteer did at an activity, as its host confirmed it; the database refuses changes."""

    sign_up = models.ForeignKey(SignUp, on_delete=models.PROTECT, related_name="records")
    version = models.PositiveSmallIntegerField(default=1)
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    served_on = models.DateField()
    present_minutes = models.PositiveSmallIntegerField()
    travel_minutes = models.PositiveSmallIntegerField(default=0)
    """Of the time present, what was only on the way."""
    minutes = models.PositiveSmallIntegerField()
    """Time actually given."""
    content = models.CharField(max_length=600)
    quality = models.CharField(max_length=12, blank=True)
    because = models.CharField(max_length=200, blank=True)
    """Why this version replaces another."""
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    flags = models.JSONField(default=list)
    status = models.CharField(max_length=10, choices=RecordStatus.choices, default=RecordStatus.IN_FORCE)

    class Meta:
        ordering = ["-served_on", "-pk"]
        constraints = [
            RECORD_LIFECYCLE.constraint("record_status_is_in_its_lifecycle"),
            models.UniqueConstraint(fields=["sign_up", "version"], name="one_record_per_sign_up_and_version"),
            models.UniqueConstraint(
                fields=["sign_up"],
                condition=models.Q(status=RecordStatus.IN_FORCE),
                name="one_record_in_force_per_sign_up",
            ),
            models.CheckConstraint(
                condition=models.Q(present_minutes=models.F("minutes") + models.F("travel_minutes")),
                name="time_served_is_time_present_less_travel",
            ),
            models.CheckConstraint(
                condition=models.Q(version=1, replaces__isnull=True) | models.Q(version__gt=1, replaces__isnull=False),
                name="later_version_of_a_record_replaces_one",
            ),
        ]

    @property
    def hours(self) -> str:
        """As certificates show it."""
        return hours_shown(self.minutes)

    @property
    def flag_labels(self) -> list[str]:
        """The questions in words."""
        return [str(Flag(flag).label) for flag in self.flags]


class CorrectionRequest(PublicRow):
    """A volunteer says that a record is wrong; the host looks into it (民政部令第67号 Art.13)."""

    record = models.ForeignKey(ServiceRecord, on_delete=models.PROTECT, related_name="corrections")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    says = models.CharField(max_length=300)
    answer = models.CharField(max_length=300, blank=True)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=8, choices=CorrectionStatus.choices, default=CorrectionStatus.ASKED)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            CORRECTION_LIFECYCLE.constraint("correction_status_is_in_its_lifecycle"),
            models.UniqueConstraint(
                fields=["record"],
                condition=models.Q(status=CorrectionStatus.ASKED),
                name="one_open_correction_per_record",
            ),
        ]


class CheckOutcome(models.TextChoices):
    KEPT = "kept", _("the record stands")
    STRUCK = "struck", _("the record is struck out")


class SpotCheck(Row):
    """An officer looked at a record (民政部令第67号 Art.21)."""

    record = models.OneToOneField(ServiceRecord, on_delete=models.PROTECT, related_name="spot_check")
    checked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=6, choices=CheckOutcome.choices)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.outcome
