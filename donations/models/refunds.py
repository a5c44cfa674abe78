"""Money that goes back: asked for by one person, approved by another, or taken back by the payer's bank."""

from __future__ import annotations

from django.db import models

from donations.models.payments import Payment
from donations.states import DISPUTE_LIFECYCLE, REFUND_LIFECYCLE, DisputeStatus, RefundStatus
from marketplace.accounts.models import User
from marketplace.common.rows import PublicRow


class Refund(PublicRow):
    """`fen` of a payment back to the donor. One made at the provider without us has no people and says so."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    fen = models.BigIntegerField()
    reason = models.CharField(max_length=40)
    """A code of the rule `donation.refund_reasons`."""
    requested_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    idempotency_key = models.CharField(max_length=80, unique=True)
    provider_id = models.CharField(max_length=120, blank=True)
    failure = models.CharField(max_length=80, blank=True)
    settled_at = models.DateTimeField(null=True)
    round = models.PositiveSmallIntegerField(default=0)
    """How often it was booked: money that bounced may be given back again."""
    by_transfer = models.BooleanField(default=False)
    """The provider could not give it back; the charity transfers it from its bank account instead."""
    status = models.CharField(max_length=10, choices=RefundStatus.choices, default=RefundStatus.REQUESTED)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            REFUND_LIFECYCLE.constraint("refund_status_is_in_its_lifecycle"),
            models.CheckConstraint(condition=models.Q(fen__gt=0), name="refund_amount_is_positive"),
            models.CheckConstraint(
                condition=models.Q(requested_by__isnull=True)
                | models.Q(decided_by__isnull=True)
                | ~models.Q(decided_by=models.F("requested_by")),
                name="refund_is_decided_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=models.Q(requested_by__isnull=True)
                | models.Q(status=RefundStatus.REQUESTED)
                | models.Q(decided_by__isnull=False),
                name="refund_asked_for_by_us_was_decided_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["provider_id"], condition=~models.Q(provider_id=""), name="one_refund_per_provider_id"
            ),
        ]


class Dispute(PublicRow):
    """The payer's bank wants a payment back; the charity answers to its provider, we only follow."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="disputes")
    provider_id = models.CharField(max_length=120, unique=True)
    fen = models.BigIntegerField()
    decided_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=6, choices=DisputeStatus.choices, default=DisputeStatus.OPEN)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            DISPUTE_LIFECYCLE.constraint("dispute_status_is_in_its_lifecycle"),
            models.CheckConstraint(condition=models.Q(fen__gt=0), name="dispute_amount_is_positive"),
            models.UniqueConstraint(
                fields=["payment"],
                condition=models.Q(status=DisputeStatus.OPEN),
                name="one_open_dispute_per_payment",
            ),
        ]
