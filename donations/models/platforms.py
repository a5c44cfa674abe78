"""Gifts made on a designated platform, as its file tells them: counted once, settled to the charity by the platform."""

from __future__ import annotations

from django.db import models

from donations.models.payments import Payment
from donations.models.programmes import CampaignRecord
from donations.states import PLATFORM_FILE_LIFECYCLE, PlatformFileStatus
from marketplace.accounts.models import User
from marketplace.common.encryption import EncryptedText
from marketplace.common.rows import PublicRow, Row
from marketplace.organisations.models import Organisation


class PlatformFile(PublicRow):
    """One file of a campaign between its preview and the word to count it; its content is kept no longer than that."""

    campaign = models.ForeignKey(CampaignRecord, on_delete=models.PROTECT, related_name="files")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    content = EncryptedText(blank=True)
    rows = models.PositiveIntegerField(default=0)
    gifts = models.PositiveIntegerField(default=0)
    refunds = models.PositiveIntegerField(default=0)
    settlements = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    """Rows that were counted before and change nothing."""
    gift_fen = models.BigIntegerField(default=0)
    fee_fen = models.BigIntegerField(default=0)
    refund_fen = models.BigIntegerField(default=0)
    settled_fen = models.BigIntegerField(default=0)
    faults = models.JSONField(default=list)
    """Rows that cannot be counted: [row number, field, code]; never a value."""
    decided_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=10, choices=PlatformFileStatus.choices, default=PlatformFileStatus.TRIED)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            PLATFORM_FILE_LIFECYCLE.constraint("platform_file_status_is_in_its_lifecycle"),
            models.UniqueConstraint(
                fields=["campaign", "digest"],
                condition=models.Q(status=PlatformFileStatus.COUNTED),
                name="one_file_is_counted_once_per_campaign",
            ),
            models.CheckConstraint(
                condition=models.Q(gift_fen__gte=0, fee_fen__gte=0, refund_fen__gte=0, settled_fen__gte=0),
                name="platform_file_sums_are_not_negative",
            ),
        ]


class PlatformOrder(Row):
    """A gift under its order number on the platform: what its donor claims it with. Only the claim is added later."""

    platform = models.CharField(max_length=40)
    number = models.CharField(max_length=64)
    campaign = models.ForeignKey(CampaignRecord, on_delete=models.PROTECT, related_name="orders")
    counted_with = models.ForeignKey(PlatformFile, on_delete=models.PROTECT, related_name="orders")
    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, related_name="platform_order")
    given_on = models.DateField()
    claimed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["platform", "number"], name="one_order_per_platform_and_number"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class PlatformSettlement(PublicRow):
    """Money that the platform paid out to the charity's own account. Append-only by trigger."""

    charity = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    platform = models.CharField(max_length=40)
    number = models.CharField(max_length=64)
    counted_with = models.ForeignKey(PlatformFile, on_delete=models.PROTECT, related_name="payouts")
    fen = models.BigIntegerField()
    settled_on = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["platform", "number"], name="one_settlement_per_platform_and_number"),
            models.CheckConstraint(condition=models.Q(fen__gt=0), name="settlement_amount_is_positive"),
        ]
