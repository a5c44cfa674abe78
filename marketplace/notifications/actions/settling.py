"""A person settles when to be told by e-mail, and where the calendar feed is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from django.core import signing
from django.db import models, transaction

from marketplace.accounts.models import User
from marketplace.common import audit
from marketplace.notifications.models import MailSettings, Rhythm, TopicRhythm
from marketplace.notifications.wording import TOPICS

STOP_SALT = "notifications.stop-mail"
CALENDAR_SALT = "notifications.calendar"


@transaction.atomic
def settle_mail(
    *,
    by: User,
    rhythm: str,
    digest_at: time,
    quiet_from: time | None = None,
    quiet_to: time | None = None,
    topics: Mapping[str, str] | None = None,
) -> MailSettings:
    """The usual rhythm, the hours, and topics with a rhythm of their own ("" or a missing one: the usual)."""
    settings, _made = MailSettings.objects.update_or_create(
        user=by,
        defaults={"rhythm": rhythm, "digest_at": digest_at, "quiet_from": quiet_from, "quiet_to": quiet_to},
    )
    settings.topics.all().delete()
    own = {topic: chosen for topic, chosen in (topics or {}).items() if topic in TOPICS and chosen}
    TopicRhythm.objects.bulk_create(
        TopicRhythm(settings=settings, topic=topic, rhythm=chosen) for topic, chosen in own.items()
    )
    audit.record(by=by, verb="mail_settings.change", subject=by)
    return settings


@transaction.atomic
def stop_mail(*, by: User) -> None:
    """No more e-mail about the inbox; everything goes on to wait there."""
    settings, _made = MailSettings.objects.update_or_create(user=by, defaults={"rhythm": Rhythm.NEVER})
    settings.topics.all().delete()
    audit.record(by=by, verb="mail_settings.stop", subject=by)


@transaction.atomic
def renew_calendar(*, by: User) -> None:
    """A new address for the feed; whoever holds the old one reads nothing any more."""
    settings, _made = MailSettings.objects.get_or_create(user=by)
    MailSettings.objects.filter(pk=settings.pk).update(calendar_version=models.F("calendar_version") + 1)
    audit.record(by=by, verb="calendar.renew", subject=by)


def stop_token(user: User) -> str:
    """Stands in e-mails; whoever holds it can stop them and nothing else."""
    return signing.dumps(user.reference, salt=STOP_SALT)


def who_stops(token: str) -> User | None:
    """The person whose e-mail the token stops."""
    try:
        reference = signing.loads(token, salt=STOP_SALT)
    except signing.BadSignature:
        return None
    return User.objects.filter(reference=reference, is_active=True).first()


def calendar_token(settings: MailSettings) -> str:
    """The secret part of the feed's address."""
    return signing.dumps([settings.user.reference, settings.calendar_version], salt=CALENDAR_SALT)


def whose_calendar(token: str) -> User | None:
    """The person whose feed it is, unless the address was renewed or the account closed."""
    try:
        reference, version = signing.loads(token, salt=CALENDAR_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    user = User.objects.filter(reference=reference, is_active=True).select_related("mail_settings").first()
    if user is None:
        return None
    present = MailSettings.objects.filter(user=user).values_list("calendar_version", flat=True).first() or 1
    return user if present == version else None
