"""Messages of the payment provider: stored first, handled once, replayable."""

from __future__ import annotations

from django.db import models

from donations.states import INBOX_LIFECYCLE, InboxStatus
from marketplace.common.rows import Row


class WebhookEvent(Row):
    """The hint a signed message carried. Its body is not kept: it would hold the donor's name and address."""

    event_id = models.CharField(max_length=120, unique=True)
    event_type = models.CharField(max_length=80)
    account = models.CharField(max_length=60, blank=True)
    object_id = models.CharField(max_length=120, blank=True)
    payment_intent = models.CharField(max_length=120, blank=True)
    livemode = models.BooleanField()
    occurred_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=80, blank=True)
    """Why it was parked or ignored: a stable code."""
    status = models.CharField(max_length=8, choices=InboxStatus.choices, default=InboxStatus.STORED)
    handled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [INBOX_LIFECYCLE.constraint("webhook_status_is_in_its_lifecycle")]
        indexes = [
            models.Index(fields=["payment_intent", "status"], name="webhooks_of_a_payment"),
            models.Index(fields=["object_id", "status"], name="webhooks_about_an_object"),
            models.Index(fields=["status", "created_at"], name="webhooks_by_status_and_age"),
        ]

    def __str__(self) -> str:
        return self.event_id
