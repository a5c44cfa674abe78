"""The audit rows and the head of their chain."""

from __future__ import annotations

from django.db import models

from marketplace.common import clock


class AuditRow(models.Model):
    """One line; append-only by trigger: only the three seal columns are ever filled, once."""

    wagtail_reference_index_ignore = True

    at = models.DateTimeField(default=clock.now, db_index=True)
    actor = models.CharField(max_length=80, db_index=True)
    kind = models.CharField(max_length=8, choices=[("decision", "decision"), ("read", "read")])
    verb = models.CharField(max_length=80, db_index=True)
    subject = models.CharField(max_length=120, db_index=True)
    detail = models.JSONField(default=dict)
    position = models.BigIntegerField(null=True, unique=True)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        app_label = "common"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(position__isnull=True, digest="") | models.Q(position__gt=0, digest__gt=""),
                name="audit_row_is_sealed_whole_or_not_at_all",
            )
        ]
        indexes = [
            models.Index(fields=["id"], name="audit_rows_not_yet_sealed", condition=models.Q(position__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}"


class ChainHead(models.Model):
    """One row: where the chain ends. Locked by the sealer."""

    wagtail_reference_index_ignore = True

    position = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        app_label = "common"

    def __str__(self) -> str:
        return str(self.position)
