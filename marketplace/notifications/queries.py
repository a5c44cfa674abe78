"""Named reads of a person's inbox and work."""

from __future__ import annotations

from django.db import models

from marketplace.accounts.models import User
from marketplace.accounts.queries import Reader
from marketplace.notifications.models import Notice, WorkItem


def notices_of(reader: Reader) -> models.QuerySet[Notice]:
    """The reader's own notices, newest first."""
    return Notice.objects.filter(user=reader) if isinstance(reader, User) else Notice.objects.none()


def work_of(reader: Reader) -> models.QuerySet[WorkItem]:
    """What waits for the reader, the most pressing first; what has no date comes last."""
    if not isinstance(reader, User):
        return WorkItem.objects.none()
    waiting = WorkItem.objects.filter(user=reader, done_at__isnull=True)
    return waiting.order_by(models.F("due_at").asc(nulls_last=True), "pk")
