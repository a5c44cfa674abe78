"""What we told people, and what waits for them until when."""

from __future__ import annotations

from datetime import datetime, time

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.encryption import EncryptedText
from marketplace.common.rows import PublicRow, Row


class Rhythm(models.TextChoices):
    """How soon what waits in the inbox is also told by e-mail."""

    AT_ONCE = "at_once", _("at once")
    DAILY = "daily", _("once a day")
    WEEKLY = "weekly", _("once a week, on Monday")
    NEVER = "never", _("never")


class Notice(PublicRow):
    """A sentence in somebody's inbox: kind and parameters, said in the reader's language; nothing confidential."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    params = models.JSONField(default=dict)
    url = models.CharField(max_length=200, blank=True)
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["user", "read_at", "-id"], name="notices_of_a_person")]


class WorkItem(PublicRow):
    """What waits for a person: since when, until when, and whether it is done."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="work_items")
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    """`need:<reference>`: one open item per person, kind and subject."""
    params = models.JSONField(default=dict)
    url = models.CharField(max_length=200)
    acting_for = models.CharField(max_length=32, blank=True)
    """Reference of the organisation in whose name it is done; whoever leaves it hands the item on."""
    due_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "subject"],
                condition=models.Q(done_at__isnull=True),
                name="one_open_work_item_per_person_kind_and_subject",
            )
        ]


class Mail(PublicRow):
    """An e-mail we owe somebody; the address is encrypted, the words are rendered when it is sent."""

    kind = models.CharField(max_length=40)
    recipient = EncryptedText()
    language = models.CharField(max_length=10, default="zh-hans")
    params = models.JSONField(default=dict)
    once_key = models.CharField(max_length=120, unique=True)
    """The cause; the same cause never mails twice."""
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]


class MailSettings(Row):
    """When a person wants e-mail: the usual rhythm, the hour of the daily one, and hours of quiet."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="mail_settings")
    rhythm = models.CharField(max_length=8, choices=Rhythm.choices, default=Rhythm.DAILY)
    digest_at = models.TimeField(default=time(8))
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_to = models.TimeField(null=True, blank=True)
    daily_on = models.DateField(null=True)
    """The last day whose daily e-mail was settled."""
    weekly_on = models.DateField(null=True)
    calendar_version = models.PositiveSmallIntegerField(default=1)
    """Grows when the address of the calendar feed is renewed; older addresses stop working."""

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(rhythm__in=Rhythm.values), name="mail_rhythm_is_one_we_know"),
            models.CheckConstraint(
                condition=models.Q(quiet_from__isnull=True, quiet_to__isnull=True)
                | models.Q(quiet_from__isnull=False, quiet_to__isnull=False),
                name="quiet_hours_have_both_ends",
            ),
        ]

    def __str__(self) -> str:
        return self.rhythm

    def is_quiet(self, moment: datetime) -> bool:
        """Whether the person wants no e-mail at that moment; quiet hours may cross midnight."""
        if self.quiet_from is None or self.quiet_to is None:
            return False
        hour = clock.local(moment).time()
        if self.quiet_from <= self.quiet_to:
            return self.quiet_from <= hour < self.quiet_to
        return hour >= self.quiet_from or hour < self.quiet_to


class TopicRhythm(Row):
    """A rhythm of its own for one topic (the package that speaks, e.g. `matching`)."""

    settings = models.ForeignKey(MailSettings, on_delete=models.CASCADE, related_name="topics")
    topic = models.CharField(max_length=24)
    rhythm = models.CharField(max_length=8, choices=Rhythm.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["settings", "topic"], name="one_rhythm_per_person_and_topic"),
            models.CheckConstraint(condition=models.Q(rhythm__in=Rhythm.values), name="topic_rhythm_is_one_we_know"),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.rhythm}"
