"""When needs became visible, and with whom."""

from __future__ import annotations

from django.db import models

from marketplace.accounts.models import User
from marketplace.common.rows import PublicRow


class Release(PublicRow):
    """A batch of needs shown to the world at one moment, so that no export differs from the last by one need."""

    released_at = models.DateTimeField()
    released_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    month = models.CharField(max_length=7)
    count = models.PositiveIntegerField()

    class Meta:
        ordering = ["-released_at"]
