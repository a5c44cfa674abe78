"""Bids: drafted, sealed for two officers, opened by both together."""

from __future__ import annotations

from django.db import models

from marketplace.accounts.models import User
from marketplace.common.encryption import EncryptedText
from marketplace.common.rows import PublicRow, Row
from marketplace.organisations.models import Organisation
from marketplace.procurement.models.tenders import Tender
from marketplace.procurement.states import BID_LIFECYCLE, UNOPENED, BidStatus


class OpeningKey(Row):
    """One of the two halves that open the bids of a tender; its private part is locked under its officer's code."""

    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="opening_keys")
    half = models.PositiveSmallIntegerField()
    officer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    public_key = models.CharField(max_length=64)
    locked_key = models.CharField(max_length=200)
    given_at = models.DateTimeField(null=True)
    secrets = models.JSONField(default=dict)
    """Envelope -> its secret of this half, once the officer has given the code after the deadline."""

    class Meta:
        ordering = ["tender", "half"]
        constraints = [
            models.UniqueConstraint(fields=["tender", "half"], name="one_key_for_each_half_of_a_tender"),
            models.UniqueConstraint(fields=["tender", "officer"], name="one_officer_holds_one_half_of_a_tender"),
            models.CheckConstraint(condition=models.Q(half__in=[1, 2]), name="a_tender_opens_with_two_halves"),
        ]

    def __str__(self) -> str:
        return f"{self.tender_id}/{self.half}"


class Bid(PublicRow):
    """What one bidder offers in one tender; until the opening only its state, version and digest are known."""

    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="bids")
    bidder = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="bids")
    status = models.CharField(max_length=9, choices=BidStatus.choices, default=BidStatus.DRAFT)
    version = models.PositiveSmallIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    sealed_at = models.DateTimeField(null=True)
    label = models.CharField(max_length=3, blank=True)
    """The name under which the panel knows it: a letter drawn at the opening."""
    price_fen = models.BigIntegerField(null=True)
    judged_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    exclusion = models.CharField(max_length=24, blank=True)
    """A code of `codes.bid_exclusion`."""
    deduction_granted = models.BooleanField(default=False)
    rank = models.PositiveSmallIntegerField(null=True)
    figures = models.JSONField(default=dict)
    """evaluated_price, price_score, scores, total, tie_break: as `score_tender` writes them."""

    class Meta:
        ordering = ["rank", "label", "pk"]
        constraints = [
            BID_LIFECYCLE.constraint("bid_status_is_in_its_lifecycle"),
            models.UniqueConstraint(fields=["tender", "bidder"], name="one_bid_per_bidder_and_tender"),
            models.UniqueConstraint(
                fields=["tender", "label"], condition=models.Q(label__gt=""), name="one_label_per_bid_of_a_tender"
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=sorted(UNOPENED)) | models.Q(price_fen__isnull=True, label=""),
                name="no_price_is_known_before_the_opening",
            ),
            models.CheckConstraint(
                condition=models.Q(price_fen__isnull=True) | models.Q(price_fen__gt=0), name="bid_price_is_positive"
            ),
        ]


class BidDraft(Row):
    """What the bidder is still writing: readable by the application for its members only, gone once sealed."""

    bid = models.OneToOneField(Bid, on_delete=models.CASCADE, related_name="draft")
    content = EncryptedText()

    def __str__(self) -> str:
        return f"draft of {self.bid_id}"


class Envelope(Row):
    """A sealed version. Append-only: a replaced one stays, and is never opened."""

    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="envelopes")
    version = models.PositiveSmallIntegerField()
    ciphertext = models.BinaryField()
    first_half = models.BinaryField()
    second_half = models.BinaryField()
    own_copy = models.CharField(max_length=200)
    """The content key, locked under the code on the bidder's receipt."""
    digest = models.CharField(max_length=64)
    sealed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sealed_at = models.DateTimeField()
    deadline = models.DateTimeField()
    """The deadline of the tender at that moment."""

    class Meta:
        ordering = ["bid", "version"]
        constraints = [
            models.UniqueConstraint(fields=["bid", "version"], name="one_envelope_per_bid_and_version"),
            models.CheckConstraint(
                condition=models.Q(sealed_at__lt=models.F("deadline")), name="no_bid_is_sealed_after_its_deadline"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bid_id}/{self.version}"


class OpenedBid(Row):
    """What the two officers found in the envelope."""

    bid = models.OneToOneField(Bid, on_delete=models.PROTECT, related_name="opened")
    envelope = models.OneToOneField(Envelope, on_delete=models.PROTECT, related_name="+")
    content = EncryptedText()
    opened_at = models.DateTimeField()
    deadline = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opened_at__gte=models.F("deadline")), name="no_bid_is_opened_before_its_deadline"
            )
        ]

    def __str__(self) -> str:
        return f"{self.bid_id} opened"
