"""Words between an organisation and the caseworker of a need, each passed on by a second person."""

from __future__ import annotations

from django.db import models

from marketplace.accounts.models import User
from marketplace.common.rows import PublicRow
from marketplace.fulfilment.states import MESSAGE_LIFECYCLE, MessageFault, MessageStatus
from marketplace.needs.models import Need
from marketplace.organisations.models import Organisation

LONGEST_MESSAGE = 500


class Message(PublicRow):
    """One message about one need; scanned when it is written, read by the other side once an officer released it."""

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="messages")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    from_helper = models.BooleanField()
    """Written for the organisation; otherwise by the need's caseworker."""
    text = models.TextField(max_length=LONGEST_MESSAGE, blank=True)
    """Empty once it was forgotten with its need."""
    status = models.CharField(max_length=9, choices=MessageStatus.choices, default=MessageStatus.WAITING)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    refused_because = models.CharField(max_length=10, choices=MessageFault.choices, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["need", "organisation"], name="messages_of_a_conversation")]
        constraints = [
            MESSAGE_LIFECYCLE.constraint("message_status_is_in_its_lifecycle"),
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("by")),
                name="no_message_is_released_by_its_writer",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=MessageStatus.RELEASED) | models.Q(decided_by__isnull=False),
                name="a_released_message_names_who_released_it",
            ),
        ]
