"""Trying to pay a gift, and the money that came of it: separate objects, each with its own life."""

from __future__ import annotations

from django.db import models

from donations.models.gifts import Gift
from donations.models.payees import Gateway, PayeeAccount
from donations.states import ATTEMPT_LIFECYCLE, ATTEMPT_LIVE, AttemptStatus
from marketplace.common.encryption import EncryptedText
from marketplace.common.rows import PublicRow


class DonationAttempt(PublicRow):
    """One checkout page or one announced transfer. What the provider is asked is stored before it is asked."""

    gift = models.ForeignKey(Gift, on_delete=models.PROTECT, related_name="attempts")
    account = models.ForeignKey(PayeeAccount, on_delete=models.PROTECT, related_name="+")
    gateway = models.CharField(max_length=14, choices=Gateway.choices)
    fen = models.BigIntegerField()
    currency = models.CharField(max_length=3, default="CNY")
    session_id = models.CharField(max_length=120, blank=True)
    page_url = models.CharField(max_length=2000, blank=True)
    success_url = EncryptedText(blank=True)
    cancel_url = EncryptedText(blank=True)
    """They lead back with the attempt's reference; sealed all the same, as they are nobody's business."""
    idempotency_key = models.CharField(max_length=80, unique=True)
    transfer_code = models.CharField(max_length=20, null=True, unique=True)
    """What the donor writes into the remark of a bank transfer."""
    expires_at = models.DateTimeField()
    provider_code = models.CharField(max_length=80, blank=True)
    """The provider's own word for why it failed."""
    status = models.CharField(max_length=10, choices=AttemptStatus.choices, default=AttemptStatus.CREATED)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            ATTEMPT_LIFECYCLE.constraint("attempt_status_is_in_its_lifecycle"),
            models.CheckConstraint(condition=models.Q(fen__gt=0), name="attempt_amount_is_positive"),
            models.UniqueConstraint(
                fields=["session_id"], condition=~models.Q(session_id=""), name="one_attempt_per_checkout_session"
            ),
            models.UniqueConstraint(
                fields=["gift", "gateway"],
                condition=models.Q(status__in=sorted(ATTEMPT_LIVE)),
                name="one_live_attempt_per_gift_and_gateway",
            ),
        ]
        indexes = [models.Index(fields=["status", "expires_at"], name="attempts_by_status_and_end")]


class Payment(PublicRow):
    """Money that arrived for a gift. Append-only by trigger: the provider's fee is filled in once, nothing changes."""

    gift = models.OneToOneField(Gift, on_delete=models.PROTECT, related_name="payment")
    attempt = models.OneToOneField(DonationAttempt, null=True, on_delete=models.PROTECT, related_name="payment")
    account = models.ForeignKey(PayeeAccount, on_delete=models.PROTECT, related_name="payments")
    gateway = models.CharField(max_length=14, choices=Gateway.choices)
    provider_id = models.CharField(max_length=120)
    """The payment's id at the provider, or account and serial number of the bank's line."""
    fen = models.BigIntegerField()
    currency = models.CharField(max_length=3, default="CNY")
    method = models.CharField(max_length=40, blank=True)
    paid_at = models.DateTimeField()
    fee_fen = models.BigIntegerField(null=True)
    available_on = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["gateway", "provider_id"], name="one_payment_per_provider_id"),
            models.CheckConstraint(condition=models.Q(fen__gt=0), name="payment_amount_is_positive"),
            models.CheckConstraint(
                condition=models.Q(fee_fen__isnull=True) | models.Q(fee_fen__gte=0), name="payment_fee_is_not_negative"
            ),
        ]
