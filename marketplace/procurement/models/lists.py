"""The government-purchased service list."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.common.rows import PublicRow, Row


class ServiceClass(models.TextChoices):
    """The split of the Social Assistance Law 2026, Art. 55-56."""

    TRANSACTIONAL = "transactional", _("transactional")
    SERVICE = "service", _("service to people")


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
