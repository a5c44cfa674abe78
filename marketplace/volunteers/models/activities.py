"""What a group asks volunteers to do, and who comes."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.encryption import EncryptedText
from marketplace.common.rows import PublicRow
from marketplace.organisations.models import Organisation
from marketplace.volunteers.hours import minutes_between, minutes_inside, record_due
from marketplace.volunteers.models.people import Volunteer
from marketplace.volunteers.states import ACTIVITY_LIFECYCLE, SIGN_UP_LIFECYCLE, ActivityStatus, SignUpStatus


class Insurance(models.TextChoices):
    """Who insures the volunteers against accidents (宁波市志愿服务条例 Art.35)."""

    NONE = "none", _("none")
    CITY = "city", _("accident insurance of the city, for registered volunteers")
    OWN = "own", _("taken out by the organisation for this activity")


class Activity(PublicRow):
    """One piece of service at one place and time; the host records it and certifies it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="activities")
    title = models.CharField(max_length=60)
    title_en = models.CharField(max_length=120, blank=True)
    content = models.CharField(max_length=600)
    content_en = models.CharField(max_length=900, blank=True)
    category = models.CharField(max_length=24)
    district = models.CharField(max_length=6)
    place = models.CharField(max_length=120)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    capacity = models.PositiveSmallIntegerField()
    person_in_charge = EncryptedText()
    is_dangerous = models.BooleanField(default=False)
    """Rescue or danger: adults only, and insured by the host."""
    insurance = models.CharField(max_length=4, choices=Insurance.choices, default=Insurance.NONE)
    status = models.CharField(max_length=9, choices=ActivityStatus.choices, default=ActivityStatus.DRAFT)

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            ACTIVITY_LIFECYCLE.constraint("activity_status_is_in_its_lifecycle"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="activity_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=models.Q(capacity__gte=1), name="activity_takes_somebody"),
            models.CheckConstraint(
                condition=models.Q(is_dangerous=False) | models.Q(insurance=Insurance.OWN),
                name="dangerous_activity_is_insured_by_its_host",
            ),
        ]
        indexes = [models.Index(fields=["status", "starts_at"], name="activities_by_time")]

    @property
    def minutes(self) -> int:
        """How long the activity lasts."""
        return minutes_between(self.starts_at, self.ends_at)

    @property
    def places_left(self) -> int:
        """For rows of a list, which carry `taken`."""
        return max(0, self.capacity - int(getattr(self, "taken", 0)))

    @property
    def record_due_on(self) -> date:
        """Until when the host records it."""
        return record_due(clock.local(self.ends_at).date())


class SignUp(PublicRow):
    """One volunteer at one activity, from the promise to come until the time is recorded."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="sign_ups")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="sign_ups")
    checked_in_at = models.DateTimeField(null=True)
    checked_out_at = models.DateTimeField(null=True)
    device_digest = models.CharField(max_length=64, blank=True)
    """Blind index of the device that checked in; empty where the host entered the time."""
    entered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    """Who of the host entered the times, where nobody checked in or out."""
    status = models.CharField(max_length=9, choices=SignUpStatus.choices, default=SignUpStatus.SIGNED_UP)

    class Meta:
        ordering = ["pk"]
        constraints = [
            SIGN_UP_LIFECYCLE.constraint("sign_up_status_is_in_its_lifecycle"),
            models.UniqueConstraint(fields=["activity", "volunteer"], name="one_sign_up_per_volunteer_and_activity"),
            models.CheckConstraint(
                condition=models.Q(checked_out_at__isnull=True)
                | models.Q(checked_out_at__gte=models.F("checked_in_at")),
                name="check_out_is_not_before_check_in",
            ),
        ]

    @property
    def present_minutes(self) -> int:
        """Time between check-in and check-out that lies inside the activity."""
        if self.checked_in_at is None or self.checked_out_at is None:
            return 0
        window = (self.activity.starts_at, self.activity.ends_at)
        return minutes_inside(self.checked_in_at, self.checked_out_at, window)
