"""Tenders: what is bought and how it is judged, answers for everybody, and a deadline that may only move later."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common.rows import PublicRow, Row
from marketplace.organisations.models import Organisation
from marketplace.procurement.models.lists import ServiceItem
from marketplace.procurement.states import TENDER_LIFECYCLE, TenderStatus


class Method(models.TextChoices):
    """How bidders are found (domain.md §4)."""

    OPEN = "open_tender", _("open tender")
    INVITED = "invited_tender", _("invited tender")
    CONSULTATION = "competitive_consultation", _("competitive consultation")


class Tender(PublicRow):
    """A purchase of one listed service."""

    item = models.ForeignKey(ServiceItem, on_delete=models.PROTECT, related_name="tenders")
    buyer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="tenders")
    title = models.CharField(max_length=120)
    title_en = models.CharField(max_length=160, blank=True)
    description = models.TextField(blank=True)
    description_en = models.TextField(blank=True)
    method = models.CharField(max_length=28, choices=Method.choices, default=Method.OPEN)
    budget_fen = models.BigIntegerField()
    currency = models.CharField(max_length=3, default="CNY")
    criteria = models.JSONField(default=list)
    price_weight = models.CharField(max_length=6)
    documents_from = models.DateField()
    issued_on = models.DateField()
    bids_until = models.DateTimeField()
    term_months = models.PositiveSmallIntegerField(default=12)
    declarations = models.JSONField(default=list)
    """Codes of `codes.fixed_content`: the buyer declares each of them for a term above one year."""
    excluded_content = models.JSONField(default=list)
    """Codes of `codes.negative_list` that were found to apply; any of them stops the publication."""
    deduction = models.CharField(max_length=6, default="0")
    """The share by which the price of a small enterprise is lowered when it is evaluated, as the documents announce."""
    invited = models.ManyToManyField(Organisation, related_name="+", blank=True)
    """Who may bid in an invited tender."""
    closed_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    ranked_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=10, choices=TenderStatus.choices, default=TenderStatus.DRAFT)

    class Meta:
        ordering = ["-issued_on", "-pk"]
        constraints = [
            TENDER_LIFECYCLE.constraint("tender_status_is_in_its_lifecycle"),
            models.CheckConstraint(condition=models.Q(budget_fen__gt=0), name="tender_budget_is_positive"),
        ]


class Clarification(PublicRow):
    """A question about the documents and its answer, equal for all; who asked is nobody's business."""

    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="clarifications")
    asked_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    question = models.TextField()
    answer = models.TextField(blank=True)
    affects_bids = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["answered_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answer="", answered_at__isnull=True)
                | models.Q(answer__gt="", answered_at__isnull=False),
                name="clarification_is_answered_whole_or_not_at_all",
            )
        ]


class DeadlineChange(Row):
    """A clarification that affects bids came late, so the deadline moved."""

    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="deadline_changes")
    clarification = models.ForeignKey(Clarification, on_delete=models.PROTECT, related_name="+")
    before = models.DateTimeField()
    after = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(after__gt=models.F("before")), name="deadline_only_moves_later")
        ]

    def __str__(self) -> str:
        return f"{self.before:%Y-%m-%d} -> {self.after:%Y-%m-%d}"
