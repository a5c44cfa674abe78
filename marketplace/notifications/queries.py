"""Named reads of a person's inbox and work."""

from __future__ import annotations

from datetime import timedelta

from django.db import models

from marketplace.accounts.models import User
from marketplace.accounts.queries import Reader
from marketplace.common import clock
from marketplace.notifications.models import MailSettings, Notice, WorkItem
from marketplace.notifications.wording import TOPICS, kinds_of

SOON = timedelta(days=2)


def notices_of(reader: Reader) -> models.QuerySet[Notice]:
    """The reader's own notices, newest first."""
    return Notice.objects.filter(user=reader) if isinstance(reader, User) else Notice.objects.none()


def unread_notices_of(reader: Reader) -> models.QuerySet[Notice]:
    """Those the reader has not opened."""
    return notices_of(reader).filter(read_at__isnull=True)


def work_of(reader: Reader) -> models.QuerySet[WorkItem]:
    """What waits for the reader, the most pressing first; what has no date comes last."""
    if not isinstance(reader, User):
        return WorkItem.objects.none()
    waiting = WorkItem.objects.filter(user=reader, done_at__isnull=True)
    return waiting.order_by(models.F("due_at").asc(nulls_last=True), "pk")


def work_done_by(reader: Reader) -> models.QuerySet[WorkItem]:
    """What waited for the reader once and is done, the latest first."""
    if not isinstance(reader, User):
        return WorkItem.objects.none()
    return WorkItem.objects.filter(user=reader, done_at__isnull=False).order_by("-done_at", "-pk")


def about(work: models.QuerySet[WorkItem], topic: str) -> models.QuerySet[WorkItem]:
    """Only what belongs to the topic; an unknown topic asks for nothing."""
    return work.filter(kind__in=kinds_of(topic)) if topic in TOPICS else work


def overdue(work: models.QuerySet[WorkItem]) -> models.QuerySet[WorkItem]:
    """What should have been done by now."""
    return work.filter(due_at__lt=clock.now())


def due_soon(work: models.QuerySet[WorkItem]) -> models.QuerySet[WorkItem]:
    """What must be done within two days, without what is overdue."""
    now = clock.now()
    return work.filter(due_at__gte=now, due_at__lt=now + SOON)


def mail_settings_of(user: User) -> MailSettings:
    """The person's settings, or what holds for somebody who never chose any."""
    return MailSettings.objects.filter(user=user).first() or MailSettings(user=user)


def rhythms_of(settings: MailSettings) -> dict[str, str]:
    """topic -> rhythm, for every topic; the usual one where none was chosen."""
    chosen = dict(settings.topics.values_list("topic", "rhythm")) if settings.pk else {}
    return {topic: chosen.get(topic, settings.rhythm) for topic in TOPICS}
