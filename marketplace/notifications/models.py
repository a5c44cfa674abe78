"""What we told people, and what waits for them until when."""

from __future__ import annotations

from django.db import models

from marketplace.accounts.models import User
from marketplace.common.encryption import EncryptedText
from marketplace.common.rows import PublicRow


class Notice(PublicRow):
    """A sentence in somebody's inbox: kind and parameters, said in the reader's language; nothing confidential."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    params = models.JSONField(default=dict)
    url = models.CharField(max_length=200, blank=True)
    read_at = models.DateTimeField(null=True)

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
    due_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

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
