"""Group programmes that a government or a charity pays; no premium is ever shown to a person (domain.md §0 fact 12)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common.rows import Row
from marketplace.documents.models import PrivateFile
from marketplace.insurance.states import GROUP_PROGRAMME_LIFECYCLE, ProgrammeStatus
from marketplace.organisations.models import Organisation
from marketplace.organisations.moderation.models import Moderated, Remark


class PerilKind(models.TextChoices):
    ILLNESS = "illness", _("illness")
    ACCIDENT = "accident", _("accident")
    DISABILITY = "disability", _("death or disability")
    DISASTER = "disaster", _("disaster or home")
    EDUCATION = "education", _("education")
    EMPLOYMENT = "employment", _("loss of employment")


class Payer(models.TextChoices):
    FISCAL = "fiscal", _("public budget")
    CHARITY = "charity", _("charity or special fund")


class GroupProgramme(Moderated):
    """One policy for a group: which registers are insured, against what, from when to when, paid by whom."""

    insurer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="group_programmes")
    policyholder = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160, blank=True)
    description = models.TextField(blank=True)
    description_en = models.TextField(blank=True)
    insured_registers = models.JSONField(default=list)
    """Register codes (dibao, tekun, …) whose households are insured."""
    aid_types = models.JSONField(default=list)
    areas = models.JSONField(default=list)
    payer = models.CharField(max_length=8, choices=Payer.choices)
    starts_on = models.DateField()
    ends_on = models.DateField()
    capacity = models.PositiveIntegerField()
    """How many needs the insurer follows up in a matching period."""
    policy_number = models.CharField(max_length=60, blank=True)
    policy = models.ForeignKey(PrivateFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """The paper that shows the policy; officers, the insurer and the policyholder can read it."""
    submitted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    warned_at_days = models.PositiveSmallIntegerField(null=True, blank=True)
    """How many days before the end the insurer was told last."""
    status = models.CharField(max_length=9, choices=ProgrammeStatus.choices, default=ProgrammeStatus.DRAFT)

    class Meta:
        ordering = ["pk"]
        constraints = [
            GROUP_PROGRAMME_LIFECYCLE.constraint("group_programme_status_is_in_its_lifecycle"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="group_programme_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~models.Q(status=ProgrammeStatus.RUNNING)
                | models.Q(approved_by__isnull=False, policy__isnull=False),
                name="group_programme_runs_with_a_policy_an_officer_saw",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True) | ~models.Q(approved_by=models.F("submitted_by")),
                name="group_programme_is_approved_by_somebody_else",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ProgrammeRemark(Remark):
    """Why an officer sent a programme back."""

    programme = models.ForeignKey(GroupProgramme, on_delete=models.CASCADE, related_name="remarks")


class Peril(Row):
    """What the policy pays for, with its limits in fen and its waiting time in days."""

    programme = models.ForeignKey(GroupProgramme, on_delete=models.CASCADE, related_name="perils")
    kind = models.CharField(max_length=12, choices=PerilKind.choices)
    waiting_days = models.PositiveSmallIntegerField(default=0)
    deductible_fen = models.BigIntegerField(default=0)
    case_cap_fen = models.BigIntegerField()
    annual_cap_fen = models.BigIntegerField()
    tiers = models.JSONField(default=list)
    """[{"to_fen": null, "rate": "0.60"}], lowest first."""

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "kind"], name="one_peril_of_a_kind_per_programme"),
            models.CheckConstraint(
                condition=models.Q(deductible_fen__gte=0, case_cap_fen__gt=0, annual_cap_fen__gt=0),
                name="peril_limits_are_positive",
            ),
        ]

    def __str__(self) -> str:
        return self.kind
