"""The government-purchased service list and the tenders for its items."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.common.rows import PublicRow, Row
from marketplace.organisations.models import Organisation
from marketplace.procurement.states import TENDER_LIFECYCLE, TenderStatus


class ServiceClass(models.TextChoices):
    """The split of the Social Assistance Law 2026, Art. 55-56."""

    TRANSACTIONAL = "transactional", _("transactional")
    SERVICE = "service", _("service to people")


class Method(models.TextChoices):
    """How bidders are found (domain.md §4)."""

    OPEN = "open_tender", _("open tender")
    INVITED = "invited_tender", _("invited tender")
    CONSULTATION = "competitive_consultation", _("competitive consultation")


class ServiceList(PublicRow):
    """A published version of the guiding catalogue."""

    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160, blank=True)
    version = models.CharField(max_length=12, unique=True)
    source = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-valid_from"]


class ServiceItem(Row):
    """One service that may be purchased."""

    service_list = models.ForeignKey(ServiceList, on_delete=models.CASCADE, related_name="items")
    code = models.CharField(max_length=12)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, blank=True)
    service_class = models.CharField(max_length=14, choices=ServiceClass.choices)
    description = models.TextField(blank=True)
    description_en = models.TextField(blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["service_list", "code"], name="one_item_per_code_and_list")]

    def __str__(self) -> str:
        return self.name


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
    status = models.CharField(max_length=10, choices=TenderStatus.choices, default=TenderStatus.DRAFT)

    class Meta:
        ordering = ["-issued_on", "-pk"]
        constraints = [
            TENDER_LIFECYCLE.constraint("tender_status_is_in_its_lifecycle"),
            models.CheckConstraint(condition=models.Q(budget_fen__gt=0), name="tender_budget_is_positive"),
        ]
