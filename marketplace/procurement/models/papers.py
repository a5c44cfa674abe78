"""The paper of a contract: the signed document as both sides confirm it, and the copy that everybody may read."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common.rows import Row
from marketplace.documents.models import PrivateFile
from marketplace.procurement.models.contracts import Contract


class PaperKind(models.TextChoices):
    SIGNED = "signed", _("signed contract")
    PUBLIC = "public", _("copy for the public")


class ContractPaper(Row):
    """A PDF of the contract. Append-only: one that is refused or replaced stays; the newest of a kind counts.

    The signed one is given by either side and holds when both have confirmed its SHA-256; it is read by the parties,
    officers and auditors. The public one leaves out what is a secret, and is released by a second person.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=6, choices=PaperKind.choices)
    version = models.PositiveSmallIntegerField()
    file = models.OneToOneField(PrivateFile, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    signed_on = models.DateField(null=True)
    """The day that stands beside the later of the two signatures."""
    late_because = models.CharField(max_length=300, blank=True)
    """Why it was signed after the days of the law; read by everybody."""
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    supplier_confirmed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    supplier_confirmed_at = models.DateTimeField(null=True)
    buyer_confirmed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    buyer_confirmed_at = models.DateTimeField(null=True)
    refused_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    refused_at = models.DateTimeField(null=True)
    refused_because = models.CharField(max_length=300, blank=True)
    released_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["contract", "kind", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "kind", "version"], name="one_paper_per_kind_and_version"),
            models.CheckConstraint(
                condition=models.Q(kind=PaperKind.SIGNED, signed_on__isnull=False, released_at__isnull=True)
                | models.Q(kind=PaperKind.PUBLIC, signed_on__isnull=True, buyer_confirmed_at__isnull=True),
                name="a_signed_paper_has_its_day_and_is_never_released",
            ),
            models.CheckConstraint(
                condition=models.Q(released_by__isnull=True) | ~models.Q(released_by=models.F("given_by")),
                name="a_copy_is_released_by_a_second_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.version} of {self.contract_id}"
