"""Tell by e-mail what waits in the inbox: at once, once a day or once a week, never in hours of quiet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from django.conf import settings as site
from django.db import models, transaction
from django.urls import reverse
from django.utils import translation

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.notifications.actions.mailing import owe_mail
from marketplace.notifications.actions.settling import stop_token
from marketplace.notifications.actions.telling import Params
from marketplace.notifications.models import MailSettings, Notice, Rhythm, WorkItem
from marketplace.notifications.queries import rhythms_of
from marketplace.notifications.wording import say, topic_of

OLDEST = timedelta(days=8)
"""What is older was settled by a weekly e-mail, or is nobody's news any more."""
MOST = 30
"""Sentences in one e-mail; the inbox has the rest."""
MONDAY = 0
Item = TypeVar("Item", Notice, WorkItem)


def mail_what_is_due() -> int:
    """Settle everybody's e-mails that are due now; returns how many were owed."""
    since = clock.now() - OLDEST
    waiting = models.Q(notices__mailed_at__isnull=True, notices__read_at__isnull=True, notices__created_at__gt=since)
    waiting |= models.Q(
        work_items__mailed_at__isnull=True, work_items__done_at__isnull=True, work_items__created_at__gt=since
    )
    people = User.objects.filter(waiting, is_active=True).distinct().order_by("pk")
    return sum(mail_to(user) for user in people)


@transaction.atomic
def mail_to(user: User) -> bool:
    """One e-mail with all that is due to be told this person now; whether there was any."""
    now = clock.now()
    MailSettings.objects.get_or_create(user=user)
    settings = MailSettings.objects.select_for_update().get(user=user)
    if settings.is_quiet(now):
        return False
    topics = topics_due(settings, now)
    unread = Notice.objects.filter(user=user, read_at__isnull=True)
    notices = _untold(unread, topics, now)
    work = _untold(WorkItem.objects.filter(user=user, done_at__isnull=True), topics, now)
    _settle_rhythms(settings, now)
    if not notices and not work:
        return False
    _owe(user, notices, work)
    for row, told in ((Notice, notices), (WorkItem, work)):
        row.objects.filter(pk__in=[item.pk for item in told]).update(mailed_at=now)
    return True


def topics_due(settings: MailSettings, now: datetime) -> frozenset[str]:
    """Topics of which this person is to be told now."""
    there = clock.local(now)
    today = there.date()
    hour_has_come = there.time() >= settings.digest_at
    due = {
        Rhythm.AT_ONCE: True,
        Rhythm.DAILY: hour_has_come and settings.daily_on != today,
        Rhythm.WEEKLY: hour_has_come and today.weekday() == MONDAY and settings.weekly_on != today,
        Rhythm.NEVER: False,
    }
    return frozenset(topic for topic, rhythm in rhythms_of(settings).items() if due[Rhythm(rhythm)])


def _settle_rhythms(settings: MailSettings, now: datetime) -> None:
    """The e-mail of the day is settled, also when there was nothing to say."""
    there = clock.local(now)
    if there.time() < settings.digest_at:
        return
    days = {"daily_on": there.date()}
    if there.weekday() == MONDAY:
        days["weekly_on"] = there.date()
    MailSettings.objects.filter(pk=settings.pk).update(**days)


def _untold(rows: models.QuerySet[Item], topics: frozenset[str], now: datetime) -> list[Item]:
    fresh = rows.filter(mailed_at__isnull=True, created_at__gt=now - OLDEST).order_by("pk")
    return [row for row in fresh if topic_of(row.kind) in topics]


def _owe(user: User, notices: Sequence[Notice], work: Sequence[WorkItem]) -> None:
    first = (*notices, *work)[0]
    with translation.override(user.language):
        told = [say(each.kind, each.params).what for each in notices]
        waiting = [_with_day(each) for each in work]
    params: Params = {
        "told": "\n".join(told[:MOST]),
        "waiting": "\n".join(waiting[:MOST]),
        "count": len(told) + len(waiting),
        "desk_url": site.BASE_URL + reverse("desk"),
        "settings_url": site.BASE_URL + reverse("mail_settings"),
        "stop_url": site.BASE_URL + reverse("stop_mail", args=[stop_token(user)]),
    }
    owe_mail(
        kind="digest", recipient=user.email, params=params, language=user.language, once_key=f"digest:{first.reference}"
    )


def _with_day(item: WorkItem) -> str:
    said = say(item.kind, item.params).what
    return f"{said} ({clock.local(item.due_at).date().isoformat()})" if item.due_at else said
