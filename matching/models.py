"""What a run proposed, and what partners answered."""

from __future__ import annotations

from django.db import models

from marketplace.accounts.models import User
from marketplace.common.rows import PublicRow, Row
from marketplace.fulfilment.models import Assignment, SupplierFields
from marketplace.needs.codes import NeedKind
from marketplace.needs.models import Need
from marketplace.needs.states import Audience
from marketplace.organisations.models import Organisation
from matching.states import PROPOSAL_LIFECYCLE, DeclineReason, ProposalOrigin, ProposalStatus


class MatchRun(PublicRow):
    """One run over all open needs and free suppliers, with the certified distance to the optimum."""

    policy = models.CharField(max_length=20)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    needs = models.PositiveIntegerField()
    suppliers = models.PositiveIntegerField()
    pairs = models.PositiveIntegerField()
    objective = models.BigIntegerField()
    upper_bound = models.BigIntegerField()
    """Sums of scores, in ten-thousandths of a point."""
    gap = models.FloatField()
    seconds = models.FloatField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(objective__lte=models.F("upper_bound")), name="match_run_does_not_beat_its_bound"
            )
        ]


class Proposal(SupplierFields, PublicRow):
    """A need offered to a supplier; whoever acts for the organisation answers."""

    origin = models.CharField(max_length=8, choices=ProposalOrigin.choices, default=ProposalOrigin.RUN)
    run = models.ForeignKey(MatchRun, null=True, on_delete=models.PROTECT, related_name="proposals")
    """None for one that a person made."""
    asked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    because = models.CharField(max_length=300, blank=True)
    """Why this partner was asked; scanned, for officers and caseworkers."""
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="proposals")
    score = models.PositiveIntegerField()
    parts = models.JSONField(default=dict)
    """Part -> ten-thousandths of a point; for officers."""
    reasons = models.JSONField(default=list)
    """What the partner may read: sentences without a language (matching.explanation)."""
    expires_at = models.DateTimeField(db_index=True)
    status = models.CharField(max_length=8, choices=ProposalStatus.choices, default=ProposalStatus.PROPOSED)
    assignment = models.OneToOneField(Assignment, null=True, on_delete=models.PROTECT, related_name="proposal")

    class Meta:
        ordering = ["-score", "pk"]
        constraints = [
            PROPOSAL_LIFECYCLE.constraint("proposal_status_is_in_its_lifecycle"),
            models.UniqueConstraint(
                fields=["need", "supplier_kind", "supplier_reference"],
                condition=models.Q(status=ProposalStatus.PROPOSED),
                name="one_open_proposal_per_need_and_supplier",
            ),
            models.CheckConstraint(
                condition=models.Q(origin=ProposalOrigin.RUN, run__isnull=False, asked_by__isnull=True)
                | (~models.Q(origin=ProposalOrigin.RUN) & models.Q(run__isnull=True, asked_by__isnull=False)),
                name="a_proposal_comes_from_a_run_or_from_a_person",
            ),
        ]

    @property
    def is_in_confidence(self) -> bool:
        """Whether only an organisation under an undertaking may read and answer it."""
        return self.need.audience == Audience.PRIVATE or self.origin == ProposalOrigin.BY_NAME


class Awaiting(Row):
    """An organisation that wants to be told once when a need of this kind is free."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    need_kind = models.CharField(max_length=12, choices=NeedKind.choices)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "need_kind"],
                condition=models.Q(ended_at__isnull=True),
                name="an_organisation_waits_once_for_a_kind",
            )
        ]

    def __str__(self) -> str:
        return self.need_kind


class Response(Row):
    """A partner's answer to a proposal."""

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="response")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    accepted = models.BooleanField()
    reason = models.CharField(max_length=16, choices=DeclineReason.choices, blank=True)
    comment = models.CharField(max_length=300, blank=True)
    fund_reference = models.CharField(max_length=32, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(accepted=True, reason="") | (models.Q(accepted=False) & ~models.Q(reason="")),
                name="declining_needs_a_reason_and_accepting_has_none",
            )
        ]

    def __str__(self) -> str:
        return "accepted" if self.accepted else self.reason
