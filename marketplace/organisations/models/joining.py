"""What belongs to an application: the papers, and what an officer asked to be mended."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common.rows import PublicRow, Row
from marketplace.documents.models import PrivateFile
from marketplace.organisations.models.capability import Capability
from marketplace.organisations.models.organisation import Organisation


class PaperKind(models.TextChoices):
    REGISTRATION = "registration", _("registration certificate")
    EVIDENCE = "evidence", _("evidence of a capability")


class Paper(PublicRow):
    """A checked upload with its number and validity; one for the registration, one for each thing claimed."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="papers")
    capability = models.ForeignKey(Capability, null=True, on_delete=models.CASCADE, related_name="papers")
    kind = models.CharField(max_length=12, choices=PaperKind.choices)
    number = models.CharField(max_length=60, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    file = models.OneToOneField(PrivateFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind=PaperKind.REGISTRATION, capability__isnull=True)
                | models.Q(kind=PaperKind.EVIDENCE, capability__isnull=False),
                name="evidence_belongs_to_a_capability",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(kind=PaperKind.REGISTRATION),
                name="one_registration_certificate_per_organisation",
            ),
            models.UniqueConstraint(
                fields=["capability"],
                condition=models.Q(capability__isnull=False),
                name="one_paper_per_capability",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="paper_ends_after_it_begins",
            ),
        ]


class Remark(Row):
    """What an officer asked to be mended, at the field where it is to be mended."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="remarks")
    field = models.CharField(max_length=40)
    """A field of the application, `paper:registration` or `paper:<capability kind>`."""
    comment = models.CharField(max_length=400)
    officer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    """When the application came back."""

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.field
