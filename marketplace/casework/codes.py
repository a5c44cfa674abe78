"""Confidential code lists: registers, residency, health of a person (contracts.md `import_cases`)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Register(models.TextChoices):
    """救助类别: what a household is recognised as; it may be several."""

    TEKUN = "tekun", _("extreme hardship")
    DIBAO = "dibao", _("minimum living guarantee")
    DIBAO_EDGE = "dibao_edge", _("near the minimum living guarantee")
    RIGID_EXPENDITURE = "rigid_expenditure", _("rigid expenditure")
    LOW_INCOME_FARMER = "low_income_farmer", _("low-income farmer")
    UNEMPLOYED = "registered_unemployed", _("registered unemployed")
    HARDSHIP_WORKER = "hardship_worker", _("hardship worker's family")
    DISASTER = "disaster", _("hit by disaster")
    TEMPORARY = "temporary", _("temporary hardship")
    OTHER = "other", _("other")


class Residency(models.TextChoices):
    LOCAL = "local", _("local household registration")
    RESIDENT = "resident", _("resident without local registration")


class PersonHealth(models.TextChoices):
    """Worst first: 残疾 before 重病 before 慢性病."""

    DISABILITY = "disability", _("disability")
    SERIOUS = "serious", _("serious illness")
    CHRONIC = "chronic", _("chronic illness")
    HEALTHY = "healthy", _("healthy")


class ConsentKind(models.TextChoices):
    PUBLICATION = "publication", _("to publish an anonymised need")
    GUARDIAN = "guardian", _("of the guardian of a child under 14")
