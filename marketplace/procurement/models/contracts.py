"""The contract, its milestones with their evidence, and the releases of open contracting data."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models

from marketplace.accounts.models import User
from marketplace.common.rows import PublicRow, Row
from marketplace.documents.models import PrivateFile
from marketplace.procurement.models.awards import Award
from marketplace.procurement.models.tenders import Tender
from marketplace.procurement.states import CONTRACT_LIFECYCLE, MILESTONE_LIFECYCLE, ContractStatus, MilestoneStatus

if TYPE_CHECKING:
    from marketplace.procurement.models.papers import ContractPaper
    from marketplace.procurement.models.payments import Payment


class Contract(PublicRow):
    """Its paper is confirmed by the supplier, then by the buyer; its price is the bid's."""

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

    @property
    def paper(self) -> ContractPaper | None:
        """The signed document that counts: the newest one, unless it was refused."""
        newest = self.papers.filter(kind="signed").select_related("file", "given_by").first()
        return None if newest is None or newest.refused_at else newest

    @property
    def public_copy(self) -> ContractPaper | None:
        """The newest copy that everybody may read."""
        return self.papers.filter(kind="public", released_at__isnull=False).select_related("file").first()

    @property
    def signed_on(self) -> date | None:
        """The day of the signatures, once both sides have confirmed the paper."""
        paper = self.paper if self.signed_at else None
        return paper.signed_on if paper else None

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
    def standing_payments(self) -> list[Payment]:
        """What the buyer's books say today: every entry that no later one corrects, in the order of their parts."""
        rows = list(self.payments.all())
        corrected = {row.corrects_id for row in rows}
        return [row for row in rows if row.pk not in corrected]

    @property
    def paid_fen(self) -> int:
        """The sum of the standing entries."""
        return sum(row.fen for row in self.standing_payments)

    @property
    def paid_on(self) -> date | None:
        """The day of the last payment that stands."""
        return max((row.paid_on for row in self.standing_payments if row.fen), default=None)

    @property
    def unpaid_fen(self) -> int:
        """What the supplier still waits for."""
        return self.fen - self.paid_fen

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
