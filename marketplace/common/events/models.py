"""The outbox: what was announced and has still to be heard."""

from __future__ import annotations

from django.db import models

from marketplace.common import clock


class OutboxMessage(models.Model):
    """One fact for one listener, leased while somebody delivers it."""

    wagtail_reference_index_ignore = True

    event = models.CharField(max_length=80)
    listener = models.CharField(max_length=200)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=clock.now)
    available_at = models.DateTimeField(default=clock.now)
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    delivered_at = models.DateTimeField(null=True)
    parked_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        app_label = "common"
        indexes = [
            models.Index(
                fields=["available_at", "id"],
                name="outbox_messages_still_to_send",
                condition=models.Q(delivered_at__isnull=True, parked_at__isnull=True),
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(delivered_at__isnull=True) | models.Q(parked_at__isnull=True),
                name="outbox_message_is_not_both_delivered_and_parked",
            )
        ]

    def __str__(self) -> str:
        return f"{self.event} -> {self.listener}"
