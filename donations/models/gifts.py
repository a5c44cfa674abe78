"""A gift to a programme, and beside it, locked away, who gives it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from donations.models.payees import Gateway
from donations.models.programmes import Programme
from donations.states import GIFT_LIFECYCLE, GiftStatus
from marketplace.common.encryption import EncryptedText
from marketplace.common.rows import PublicRow, Row


class DonorKind(models.TextChoices):
    PERSON = "person", _("person")
    COMPANY = "company", _("company or organisation")


class Gift(PublicRow):
    """`fen` is what the donor gives; it equals the payment once there is one. Who gives is in `GiftDonor`."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="gifts")
    channel = models.CharField(max_length=14, choices=Gateway.choices, blank=True)
    """How it was paid; empty until it is."""
    fen = models.BigIntegerField()
    currency = models.CharField(max_length=3, default="CNY")
    donor_kind = models.CharField(max_length=8, choices=DonorKind.choices, default=DonorKind.PERSON)
    waived = models.BooleanField(default=False)
    """The donor wants no receipt: an acknowledgement, no certificate (Charity Law Art.38)."""
    agreement_requested = models.BooleanField(default=False)
    """The donor asks for a written agreement (Charity Law Art.39)."""
    public_name = models.CharField(max_length=60, blank=True)
    """The name to show in public, given with consent (Charity Law Art.82); empty: anonymous."""
    language = models.CharField(max_length=10, default="zh-hans")
    secret = EncryptedText()
    secret_digest = models.CharField(max_length=64, unique=True)
    """SHA-256 of `secret`: how the link of the donor is found."""
    status = models.CharField(max_length=12, choices=GiftStatus.choices, default=GiftStatus.INTENT)
    paid_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    receipted_at = models.DateTimeField(null=True)
    """Since when a statutory receipt is in force for it."""
    refunded_fen = models.BigIntegerField(default=0)
    spent_fen = models.BigIntegerField(default=0)
    duplicate_of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="duplicates")
    """The donor paid the same gift twice: the second payment is a gift of its own, to be given back or kept."""

    class Meta:
        ordering = ["-pk"]
        constraints = [
            GIFT_LIFECYCLE.constraint("gift_status_is_in_its_lifecycle"),
            models.CheckConstraint(condition=models.Q(fen__gt=0), name="gift_amount_is_positive"),
            models.CheckConstraint(
                condition=models.Q(refunded_fen__gte=0, spent_fen__gte=0)
                & models.Q(fen__gte=models.F("refunded_fen") + models.F("spent_fen")),
                name="gift_is_never_used_twice",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=[GiftStatus.INTENT, GiftStatus.ABANDONED])
                | models.Q(paid_at__isnull=False),
                name="gift_beyond_intent_was_paid",
            ),
        ]
        indexes = [
            models.Index(fields=["programme", "status", "id"], name="gifts_of_a_programme"),
            models.Index(fields=["status", "created_at"], name="gifts_by_status_and_age"),
        ]

    @property
    def kept_fen(self) -> int:
        """What was not given back."""
        return self.fen - self.refunded_fen

    @property
    def unused_fen(self) -> int:
        """What is neither spent nor given back."""
        return self.fen - self.spent_fen - self.refunded_fen


class GiftDonor(Row):
    """Who gives: read only through `queries.read_donor`, which writes the read down; shown to nobody else."""

    gift = models.OneToOneField(Gift, on_delete=models.PROTECT, related_name="donor")
    receipt_name = EncryptedText(blank=True)
    identifier = EncryptedText(blank=True)
    """A company's credit code; a person's resident ID number if given."""
    email = EncryptedText(blank=True)
    message = EncryptedText(blank=True)

    def __str__(self) -> str:
        return str(self.pk)
