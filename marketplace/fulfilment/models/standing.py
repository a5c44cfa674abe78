"""What is said of a help may turn out wrong: it is withdrawn with a reason and kept, and another takes its place."""

from __future__ import annotations

from django.db import models

from marketplace.accounts.models import User
from marketplace.fulfilment.states import DisputeReason, ReturnReason

REASONS = list(dict([*DisputeReason.choices, *ReturnReason.choices]).items())


class Withdrawable(models.Model):
    """Counts until somebody withdraws it; is never deleted."""

    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_because = models.CharField(max_length=12, choices=REASONS, blank=True)

    class Meta:
        abstract = True


STANDING = models.Q(withdrawn_at__isnull=True)
WITHDRAWN_WITH_REASON = models.Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_because="") | models.Q(
    withdrawn_at__isnull=False, withdrawn_by__isnull=False
) & ~models.Q(withdrawn_because="")
"""Either it stands, or it is known when, by whom and why it does not."""
