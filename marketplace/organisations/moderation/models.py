"""The columns of what is moderated, and of what an officer wrote when it was sent back."""

from __future__ import annotations

from typing import Any

from django.db import models

from marketplace.accounts.models import User
from marketplace.common.rows import PublicRow, Row


class Moderated(PublicRow):
    """Handed in, read by somebody else, approved. Its remarks are a table of its own, related as `remarks`."""

    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)

    remarks: Any

    class Meta:
        abstract = True


class Remark(Row):
    """Why an officer sent something back; answered when it is handed in again."""

    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    comment = models.CharField(max_length=400)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.comment
