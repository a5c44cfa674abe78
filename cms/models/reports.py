"""What was reported, by nobody in particular, and what an officer decided."""

from __future__ import annotations

from django.db import models

from cms.reports.states import REPORT_LIFECYCLE, ReportReason, ReportStatus, SubjectKind
from marketplace.accounts.models import User
from marketplace.common.rows import PublicRow


class PageReport(PublicRow):
    """A public page that somebody objected to."""

    path = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=SubjectKind.choices)
    need_reference = models.CharField(max_length=32, blank=True)
    content_mark = models.CharField(max_length=64, blank=True)
    """What the page said when it was reported: the same report about the same words was answered already."""
    reason = models.CharField(max_length=10, choices=ReportReason.choices)
    reporter = models.CharField(max_length=64)
    """Whoever reported, for one day and for counting only: a keyed hash that leads back to nobody."""
    hides = models.BooleanField(default=False)
    """Whether the page is away while the report is open or upheld."""
    status = models.CharField(max_length=9, choices=ReportStatus.choices, default=ReportStatus.OPEN)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["path", "status"], name="reports_of_a_page")]
        constraints = [
            REPORT_LIFECYCLE.constraint("page_report_status_is_in_its_lifecycle"),
            models.CheckConstraint(
                condition=models.Q(status=ReportStatus.OPEN) | ~models.Q(decision=""),
                name="decided_page_report_says_why",
            ),
            models.UniqueConstraint(
                fields=["path", "reason", "reporter"],
                condition=models.Q(status=ReportStatus.OPEN),
                name="one_open_report_per_page_reason_and_reporter",
            ),
        ]
