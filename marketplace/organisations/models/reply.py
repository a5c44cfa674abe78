"""The right of reply: what an organisation says to what is shown about it."""

from __future__ import annotations

from django.db import models

from marketplace.accounts.models import User
from marketplace.common.rows import PublicRow
from marketplace.organisations.models.organisation import Organisation
from marketplace.organisations.states import REPLY_LIFECYCLE, ReplyStatus


class Reply(PublicRow):
    """A text in the organisation's own words, public once an officer has read it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="replies")
    text = models.TextField(max_length=1000)
    status = models.CharField(max_length=10, choices=ReplyStatus.choices, default=ReplyStatus.WAITING)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    refused_because = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            REPLY_LIFECYCLE.constraint("reply_status_is_in_its_lifecycle"),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(status=ReplyStatus.WAITING),
                name="one_waiting_reply_per_organisation",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("written_by")),
                name="nobody_publishes_their_own_reply",
            ),
        ]
