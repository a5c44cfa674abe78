"""The contract, its milestones with their evidence, and the releases of open contracting data."""

from __future__ import annotations

from django.db import models

from marketplace.accounts.models import User
from marketplace.common.rows import PublicRow, Row
from marketplace.documents.models import PrivateFile
from marketplace.procurement.models.awards import Award
from marketplace.procurement.models.tenders import Tender
from marketplace.procurement.states import CONTRACT_LIFECYCLE, MILESTONE_LIFECYCLE, ContractStatus, MilestoneStatus


class Contract(PublicRow):
    """Signed by the supplier, then by the buyer; its price is the bid's."""

    award = models.OneToOneField(Award, on_delete=models.PROTECT, related_name="contract")
    number = models.CharField(max_length=40, unique=True)
    price_fen = models.BigIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    supplier_signed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    supplier_signed_at = models.DateTimeField(null=True)
    buyer_signed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=10, choices=ContractStatus.choices, default=ContractStatus.DRAFTED)

    class Meta:
        constraints = [
            CONTRACT_LIFECYCLE.constraint("contract_status_is_in_its_lifecycle"),
            models.CheckConstraint(condition=models.Q(price_fen__gt=0), name="contract_price_is_positive"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="contract_ends_after_it_begins"
            ),
        ]


class Milestone(PublicRow):
    """A part of the work with its share of the price."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="milestones")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    title_en = models.CharField(max_length=160, blank=True)
    fen = models.BigIntegerField()
    due_on = models.DateField()
    delivered_on = models.DateField(null=True)
    note = models.CharField(max_length=300, blank=True)
    returned_because = models.CharField(max_length=300, blank=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=9, choices=MilestoneStatus.choices, default=MilestoneStatus.PLANNED)

    @property
    def payment(self) -> Payment | None:
        """What the buyer recorded, where it has paid."""
        return next(iter(self.payments.all()), None)

    class Meta:
        ordering = ["contract", "position"]
        constraints = [
            MILESTONE_LIFECYCLE.constraint("milestone_status_is_in_its_lifecycle"),
            models.UniqueConstraint(fields=["contract", "position"], name="one_milestone_per_contract_and_position"),
            models.CheckConstraint(condition=models.Q(fen__gt=0), name="milestone_amount_is_positive"),
        ]


class Evidence(Row):
    """A paper or picture that shows the work was done."""

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="evidence")
    file = models.OneToOneField(PrivateFile, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"evidence of {self.milestone_id}"


class Payment(Row):
    """The buyer paid what it accepted: when, and under which voucher of its books; the money moves elsewhere."""

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="payments")
    fen = models.BigIntegerField()
    paid_on = models.DateField()
    voucher = models.CharField(max_length=60)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["milestone"], name="one_payment_per_milestone"),
            models.CheckConstraint(condition=models.Q(fen__gt=0), name="payment_of_a_milestone_is_positive"),
        ]

    def __str__(self) -> str:
        return f"payment of {self.milestone_id}"


class Release(Row):
    """One immutable release of the Open Contracting Data Standard."""

    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveSmallIntegerField()
    body = models.JSONField()

    class Meta:
        ordering = ["tender", "number"]
        constraints = [models.UniqueConstraint(fields=["tender", "number"], name="one_release_per_tender_and_number")]

    def __str__(self) -> str:
        return f"{self.tender_id}/{self.number}"
