"""A project that somebody proposes to the charities, and the agreement with the one that adopts it."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from donations.adoption.states import PROJECT_LIFECYCLE, ProjectStatus
from donations.models.programmes import Programme, ProgrammeKind
from marketplace.accounts.models import User
from marketplace.common.rows import PublicRow
from marketplace.documents.models import PrivateFile
from marketplace.organisations.models import Organisation
from marketplace.organisations.moderation.models import Moderated, Remark


class Project(Moderated):
    """What an enterprise or a person would like a charity to do with money they give; it names no beneficiary."""

    proposer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """In whose name; nobody's where a person proposes for themselves."""
    kind = models.CharField(max_length=12, choices=ProgrammeKind.choices)
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    purpose = models.TextField(_("purpose"))
    purpose_en = models.TextField(_("purpose in English"), blank=True)
    beneficiary_range = models.TextField(_("who benefits"))
    selection = models.TextField(_("how they are chosen"))
    aid_types = models.JSONField(default=list, blank=True)
    need_kinds = models.JSONField(default=list, blank=True)
    areas = models.JSONField(default=list, blank=True)
    offered_fen = models.BigIntegerField(_("amount you would give"))
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    wants_naming = models.BooleanField(default=False)
    """The project shall bear the giver's name (冠名); agreed with the charity, never with a beneficiary's name."""
    declared_unrelated_at = models.DateTimeField()
    """When the proposer declared that nobody related to them benefits (Charity Law Art.40)."""
    status = models.CharField(max_length=9, choices=ProjectStatus.choices, default=ProjectStatus.DRAFT)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            PROJECT_LIFECYCLE.constraint("project_status_is_in_its_lifecycle"),
            models.CheckConstraint(condition=models.Q(offered_fen__gt=0), name="project_offers_an_amount"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="project_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True) | ~models.Q(approved_by=models.F("proposer")),
                name="project_is_approved_by_somebody_else",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=["open", "adopted", "agreed", "begun"])
                | models.Q(approved_by__isnull=False),
                name="project_is_shown_to_charities_once_approved",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ProjectRemark(Remark):
    """Why an officer sent a project back."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="remarks")


class Adoption(PublicRow):
    """A charity has taken a project on: the terms as data, the signed paper, and who signed when."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="adoptions")
    charity = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="adoptions")
    adopted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    total_fen = models.BigIntegerField()
    instalments = models.JSONField(default=list)
    """[{"due_on": "2026-12-31", "fen": 100000}]; together the total."""
    starts_on = models.DateField()
    ends_on = models.DateField()
    cost_percent = models.PositiveSmallIntegerField(default=0)
    """What the charity may use of it for running the project."""
    naming = models.CharField(max_length=60, blank=True)
    """The public name that both agreed on (冠名), or nothing."""
    surplus = models.CharField(max_length=200)
    """What happens to what is left."""
    paper = models.ForeignKey(PrivateFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    donor_signed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    donor_signed_at = models.DateTimeField(null=True, blank=True)
    charity_signed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    charity_signed_at = models.DateTimeField(null=True, blank=True)
    programme = models.OneToOneField(
        Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="adoption"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    """Since when the project is free again."""

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=models.Q(ended_at__isnull=True), name="one_charity_adopts_a_project"
            ),
            models.CheckConstraint(condition=models.Q(total_fen__gt=0), name="adoption_is_about_an_amount"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="adoption_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=models.Q(donor_signed_by__isnull=True)
                | models.Q(charity_signed_by__isnull=True)
                | ~models.Q(donor_signed_by=models.F("charity_signed_by")),
                name="adoption_is_signed_by_two_people",
            ),
            models.CheckConstraint(
                condition=models.Q(programme__isnull=True)
                | models.Q(donor_signed_by__isnull=False, charity_signed_by__isnull=False, paper__isnull=False),
                name="adopted_programme_has_an_agreement_signed_by_both",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.charity_id}"

    @property
    def parts(self) -> list[tuple[int, date]]:
        """The instalments as (fen, day)."""
        return [(each["fen"], date.fromisoformat(each["due_on"])) for each in self.instalments]
