"""What was brought, what shows it, and what the household said."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common.rows import PublicRow, Row
from marketplace.documents.models import PrivateFile
from marketplace.fulfilment.models.promise import Assignment
from marketplace.fulfilment.models.standing import STANDING, WITHDRAWN_WITH_REASON, Withdrawable
from marketplace.fulfilment.states import PROOF_LIFECYCLE, Channel, ProofFault, ProofStatus


class Delivery(PublicRow):
    """What was brought or done, when."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="deliveries")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    delivered_on = models.DateField()
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-pk"]


class Proof(PublicRow):
    """A picture or paper that shows the delivery; never a face or a door, metadata removed; a refused one is erased."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="proofs")
    file = models.ForeignKey(PrivateFile, null=True, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=8, choices=ProofStatus.choices, default=ProofStatus.WAITING)
    reviewer = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    refused_because = models.CharField(max_length=10, choices=ProofFault.choices, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            PROOF_LIFECYCLE.constraint("proof_status_is_in_its_lifecycle"),
            models.CheckConstraint(
                condition=models.Q(status=ProofStatus.REFUSED, file__isnull=True)
                | (~models.Q(status=ProofStatus.REFUSED) & models.Q(file__isnull=False)),
                name="a_refused_proof_and_no_other_is_erased",
            ),
        ]


class Outcome(models.TextChoices):
    COMPLETE = "complete", _("complete")
    IN_PART = "in_part", _("in part, and that is enough")
    REST_OPEN = "rest_open", _("in part; the rest is still wanted")


class Confirmation(Withdrawable, Row):
    """The household has it, as its caseworker heard or as it said itself with its slip."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="confirmations")
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    channel = models.CharField(max_length=4, choices=Channel.choices, default=Channel.DESK)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"], condition=STANDING, name="one_standing_confirmation_per_assignment"
            ),
            models.CheckConstraint(
                condition=WITHDRAWN_WITH_REASON, name="a_withdrawn_confirmation_tells_when_by_whom_and_why"
            ),
            models.CheckConstraint(
                condition=models.Q(channel=Channel.SLIP) | models.Q(by__isnull=False),
                name="a_confirmation_at_a_desk_names_who_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return self.outcome
