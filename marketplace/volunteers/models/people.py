"""Volunteers: the real-name record is encrypted; in public a unified number stands for the person (MZ/T 061)."""

from __future__ import annotations

from datetime import date

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


class IdentityKind(models.TextChoices):
    RESIDENT_ID = "resident_id", _("resident ID card")
    PASSPORT = "passport", _("passport or travel permit")


class Sex(models.TextChoices):
    FEMALE = "f", _("female")
    MALE = "m", _("male")


class Volunteer(PublicRow):
    """A person who gives time through a recording organisation."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="volunteer")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="volunteers")
    unified_number = models.CharField(max_length=20, unique=True)
    public_name = models.CharField(max_length=30, blank=True)
    """What hosts call the person; chosen by themselves, and no real name."""
    real_name = EncryptedText(blank=True)
    phone = EncryptedText(blank=True)
    identity_kind = models.CharField(max_length=11, choices=IdentityKind.choices, blank=True)
    identity_number = EncryptedText(blank=True)
    identity_digest = models.CharField(max_length=64, blank=True)
    """Blind index: one person, one number."""
    sex = models.CharField(max_length=1, choices=Sex.choices, blank=True)
    birth_day = EncryptedText(blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True)
    guardian_consent = models.BooleanField(default=False)
    guardian_name = EncryptedText(blank=True)
    guardian_phone = EncryptedText(blank=True)
    district = models.CharField(max_length=6)
    areas = models.JSONField(default=list)
    need_kinds = models.JSONField(default=list)
    skills = models.ManyToManyField(Skill, related_name="+")
    languages = models.JSONField(default=list)
    limits = models.JSONField(default=list)
    reach_km = models.PositiveSmallIntegerField(default=10)
    per_period = models.PositiveSmallIntegerField(_("needs taken in a period"), default=1)
    left_at = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(null=True)
    """Since when only the number and the time served are kept."""
    status = models.CharField(max_length=8, choices=VolunteerStatus.choices, default=VolunteerStatus.APPLIED)

    class Meta:
        ordering = ["pk"]
        constraints = [
            VOLUNTEER_LIFECYCLE.constraint("volunteer_status_is_in_its_lifecycle"),
            models.UniqueConstraint(
                fields=["identity_digest"], condition=~models.Q(identity_digest=""), name="one_volunteer_per_identity"
            ),
            models.CheckConstraint(
                condition=models.Q(forgotten_at__isnull=True) | models.Q(identity_digest=""),
                name="forgotten_volunteer_has_no_identity",
            ),
        ]

    def __str__(self) -> str:
        return self.unified_number

    @property
    def called(self) -> str:
        """By the name they chose, else by the number."""
        return self.public_name or self.unified_number

    @property
    def born_on(self) -> date | None:
        """The day of birth, where it was entered."""
        return date.fromisoformat(self.birth_day) if self.birth_day else None

    def latest_birth(self) -> date | None:
        """The youngest that the person can be: where only the year is known, its last day."""
        if self.birth_year is None:
            return None
        return self.born_on or date(self.birth_year, 12, 31)


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
