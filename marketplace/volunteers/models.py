"""Volunteers: the real-name record is encrypted; in public a unified number stands for the person (MZ/T 061)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common.encryption import EncryptedText
from marketplace.common.rows import PublicRow, Row
from marketplace.organisations.models import Organisation
from marketplace.volunteers.states import VOLUNTEER_LIFECYCLE, VolunteerStatus


class Skill(models.Model):
    """A skill code with its names."""

    wagtail_reference_index_ignore = True

    code = models.CharField(max_length=24, primary_key=True)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Volunteer(PublicRow):
    """A person who gives time through a recording organisation."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="volunteer")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="volunteers")
    unified_number = models.CharField(max_length=20, unique=True)
    real_name = EncryptedText(blank=True)
    phone = EncryptedText(blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True)
    guardian_consent = models.BooleanField(default=False)
    district = models.CharField(max_length=6)
    areas = models.JSONField(default=list)
    need_kinds = models.JSONField(default=list)
    skills = models.ManyToManyField(Skill, related_name="+")
    languages = models.JSONField(default=list)
    limits = models.JSONField(default=list)
    reach_km = models.PositiveSmallIntegerField(default=10)
    per_period = models.PositiveSmallIntegerField(_("needs taken in a period"), default=1)
    status = models.CharField(max_length=8, choices=VolunteerStatus.choices, default=VolunteerStatus.APPLIED)

    class Meta:
        ordering = ["pk"]
        constraints = [VOLUNTEER_LIFECYCLE.constraint("volunteer_status_is_in_its_lifecycle")]

    def __str__(self) -> str:
        return self.unified_number


class Availability(Row):
    """A weekly time window (1 = Monday)."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="availabilities")
    weekday = models.PositiveSmallIntegerField()
    starts_at = models.TimeField()
    ends_at = models.TimeField()

    class Meta:
        ordering = ["weekday", "starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(weekday__gte=1, weekday__lte=7), name="availability_is_on_a_day_of_the_week"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="availability_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.starts_at}-{self.ends_at}"
