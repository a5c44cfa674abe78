"""Publish the service list and a tender whose clocks are right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.common import audit
from marketplace.organisations.models import Organisation
from marketplace.procurement.models import ServiceItem, ServiceList, Tender
from marketplace.procurement.rules import may_publish_list, may_publish_tender
from marketplace.procurement.states import TENDER_LIFECYCLE


@transaction.atomic
def publish_service_list(
    *,
    by: User,
    name: str,
    name_en: str,
    version: str,
    source: str,
    valid_from: date,
    items: Sequence[Mapping[str, str]],
) -> ServiceList:
    """Publish a version of the catalogue with its items (columns of `ServiceItem`)."""
    may_publish_list(by).require()
    service_list = ServiceList.objects.create(
        name=name, name_en=name_en, version=version, source=source, valid_from=valid_from
    )
    ServiceItem.objects.bulk_create(ServiceItem(service_list=service_list, **item) for item in items)
    audit.record(by=by, verb="service_list.publish", subject=service_list, detail={"items": len(items)})
    return service_list


@transaction.atomic
def draft_tender(
    *,
    by: User,
    item: ServiceItem,
    buyer: Organisation,
    title: str,
    budget_fen: int,
    criteria: Sequence[Mapping[str, str]],
    price_weight: str,
    issued_on: date,
    bids_until: datetime,
    documents_from: date,
    term_months: int = 12,
    **texts: Any,
) -> Tender:
    """Prepare a purchase; nothing is public yet."""
    tender = Tender.objects.create(
        item=item,
        buyer=buyer,
        title=title,
        budget_fen=budget_fen,
        criteria=list(criteria),
        price_weight=price_weight,
        issued_on=issued_on,
        bids_until=bids_until,
        documents_from=documents_from,
        term_months=term_months,
        **texts,
    )
    audit.record(by=by, verb="tender.draft", subject=tender)
    return tender


@transaction.atomic
def publish_tender(*, by: User, tender: Tender) -> None:
    """Open it for bids; wrong clocks, weights or terms are refused with their code."""
    may_publish_tender(by, tender).require()
    TENDER_LIFECYCLE.advance(tender, "publish", by=by)
