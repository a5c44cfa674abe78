"""Named reads of the service list and its tenders."""

from __future__ import annotations

from django.db import models

from marketplace.common import clock
from marketplace.procurement.models import ServiceList, Tender
from marketplace.procurement.states import TenderStatus


def current_service_list() -> ServiceList | None:
    """The newest list valid today."""
    today = clock.today()
    valid = models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=today)
    return ServiceList.objects.filter(valid, valid_from__lte=today).prefetch_related("items").first()


def published_tenders() -> models.QuerySet[Tender]:
    """Tenders that the public may see."""
    return Tender.objects.exclude(status=TenderStatus.DRAFT).select_related("item", "buyer")
