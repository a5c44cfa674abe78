"""A helper's place on a need, and a wish that is being held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common.rows import PublicRow
from marketplace.fulfilment.states import (
    ASSIGNMENT_LIFECYCLE,
    CLAIM_LIFECYCLE,
    LIVE,
    AssignmentStatus,
    ClaimStatus,
)
from marketplace.needs.models import Need
from marketplace.needs.states import GONE
from marketplace.organisations.models import Organisation

if TYPE_CHECKING:
    from marketplace.fulfilment.models.course import Appointment, Evaluation
    from marketplace.fulfilment.models.delivery import Confirmation


class SupplierKind(models.TextChoices):
    OFFER = "offer", _("offer of an organisation")
    VOLUNTEER = "volunteer", _("volunteer")
    GROUP_PROGRAMME = "group_programme", _("insurer's group programme")


class SupplierFields(models.Model):
    """Who helps: the kind and reference of an offer, volunteer, group programme or fund, and who answers for it."""

    supplier_kind = models.CharField(max_length=16, choices=SupplierKind.choices)
    supplier_reference = models.CharField(max_length=32, db_index=True)
    supplier_name = models.CharField(max_length=160)
    """The public name at that time."""
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class HandOver(models.TextChoices):
    UNDECIDED = "", _("not decided yet")
    CONTACT = "contact", _("contact released to the helper")
    WINDOW = "window", _("hand-over at the township window")


class Assignment(SupplierFields, PublicRow):
    """One helper's place on one need; counted under the need's row lock."""

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="assignments")
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    fund_reference = models.CharField(max_length=32, blank=True)
    """The programme or special fund that pays, or none."""
    quantity = models.CharField(max_length=60, blank=True)
    is_part = models.BooleanField(default=False)
    """Only a part of what is wanted: the rest has a place of its own."""
    hand_over = models.CharField(max_length=8, choices=HandOver.choices, blank=True)
    due_on = models.DateField(null=True)
    status = models.CharField(max_length=10, choices=AssignmentStatus.choices, default=AssignmentStatus.ASSIGNED)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            ASSIGNMENT_LIFECYCLE.constraint("assignment_status_is_in_its_lifecycle"),
            models.UniqueConstraint(
                fields=["need", "supplier_kind", "supplier_reference"],
                condition=models.Q(status__in=sorted(LIVE)),
                name="one_live_assignment_per_need_and_supplier",
            ),
        ]

    @property
    def appointment(self) -> Appointment | None:
        """The day that holds now, if one was agreed."""
        return next((each for each in self.appointments.all() if each.replaced_at is None), None)

    @property
    def confirmation(self) -> Confirmation | None:
        """The one that counts now; former ones are kept beside it."""
        return next((each for each in self.confirmations.all() if each.withdrawn_at is None), None)

    @property
    def evaluation(self) -> Evaluation | None:
        """The one that counts now."""
        return next((each for each in self.evaluations.all() if each.withdrawn_at is None), None)

    @property
    def shows_words(self) -> bool:
        """Whether those who take part may still read the need's words: never of one that was withdrawn or expired."""
        return self.need.status not in GONE


class Claim(SupplierFields, PublicRow):
    """A wish that somebody is holding for a few days, so that nobody buys it twice."""

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="claims")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField(db_index=True)
    status = models.CharField(max_length=8, choices=ClaimStatus.choices, default=ClaimStatus.HELD)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            CLAIM_LIFECYCLE.constraint("claim_status_is_in_its_lifecycle"),
            models.UniqueConstraint(
                fields=["need", "supplier_kind", "supplier_reference"],
                condition=models.Q(status=ClaimStatus.HELD),
                name="one_held_claim_per_need_and_supplier",
            ),
        ]
