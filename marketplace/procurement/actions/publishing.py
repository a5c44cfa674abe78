"""Publish the service list and a tender whose clocks are right; hand out the two keys of its opening."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.common import audit
from marketplace.common.events import announce
from marketplace.common.references import new_secret
from marketplace.organisations.models import Organisation
from marketplace.procurement.events import TenderFailed, TenderPublished
from marketplace.procurement.models import BidDraft, OpeningKey, ServiceItem, ServiceList, Tender
from marketplace.procurement.ocds import publish_release
from marketplace.procurement.rules import may_draft_tender, may_publish_list, may_publish_tender
from marketplace.procurement.rules.keys import may_take_key
from marketplace.procurement.rules.publishing import may_cancel
from marketplace.procurement.sealing import new_half
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
    invited: Sequence[Organisation] = (),
    **texts: Any,
) -> Tender:
    """Prepare a purchase; nothing is public yet."""
    may_draft_tender(by, buyer).require()
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
    tender.invited.set(invited)
    audit.record(by=by, verb="tender.draft", subject=tender)
    return tender


@transaction.atomic
def revise_tender(*, by: User, tender: Tender, invited: Sequence[Organisation] = (), **changes: Any) -> None:
    """Correct a draft; what is published changes only by a clarification."""
    may_draft_tender(by, changes.get("buyer", tender.buyer)).require()
    locked = Tender.objects.select_for_update().get(pk=tender.pk)
    TENDER_LIFECYCLE.may(locked, "publish").require()
    for name, value in changes.items():
        setattr(locked, name, value)
    locked.save(update_fields=sorted(changes))
    locked.invited.set(invited)
    audit.record(by=by, verb="tender.revise", subject=locked, detail={"fields": sorted(changes)})


@transaction.atomic
def publish_tender(*, by: User, tender: Tender) -> None:
    """Open it for bids; wrong clocks, weights or terms are refused with their code."""
    may_publish_tender(by, tender).require()
    TENDER_LIFECYCLE.advance(tender, "publish", by=by)
    publish_release(tender, "planning", "tender")
    announce(TenderPublished(tender_id=tender.pk))


@transaction.atomic
def take_opening_key(*, by: User, tender: Tender) -> str:
    """An officer takes one of the two halves; the code that unlocks it is returned once and stored nowhere."""
    locked = Tender.objects.select_for_update().get(pk=tender.pk)
    may_take_key(by, locked).require()
    code, taken = new_secret(), set(locked.opening_keys.values_list("half", flat=True))
    half, key = 2 if 1 in taken else 1, new_half(code)
    row = OpeningKey.objects.create(
        tender=locked, half=half, officer=by, public_key=key.public_key, locked_key=key.locked_key
    )
    audit.record(by=by, verb="tender.take_key", subject=row, detail={"half": half})
    return code


@transaction.atomic
def cancel_tender(*, by: User, tender: Tender, because: str) -> None:
    """End a purchase before its award; `because` is a code. What is sealed stays sealed."""
    may_cancel(by, tender).require()
    TENDER_LIFECYCLE.advance(tender, "cancel", by=by, because=because)
    BidDraft.objects.filter(bid__tender=tender).delete()
    if tender.releases.exists():
        publish_release(tender, "tenderCancellation")
    announce(TenderFailed(tender_id=tender.pk))
