"""Write a release, once and for good; put all releases of a tender into a package."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.urls import reverse

from marketplace.common import clock
from marketplace.procurement.models import Award, Bid, Contract, Release, Tender
from marketplace.procurement.ocds.sections import (
    award_section,
    contract_section,
    parties,
    planning,
    tender_section,
)
from marketplace.procurement.ocds.values import Section, moment, ocid_of, reference_to

VERSION: Final = "1.1"


def publish_release(tender: Tender, *tags: str) -> Release:
    """Tell the present facts under these tags; the caller's transaction holds the fact and its release together."""
    tender = Tender.objects.select_related("buyer", "item__service_list").get(pk=tender.pk)
    number = tender.releases.count() + 1
    return Release.objects.create(tender=tender, number=number, body=_body(tender, list(tags), number))


def publish_progress(tender: Tender, *more: str) -> Release:
    """Tell how far the work is: the first time under `implementation`, then as its updates."""
    told = any("implementation" in row.body["tag"] for row in tender.releases.all())
    return publish_release(tender, "implementationUpdate" if told else "implementation", *more)


def release_package(tender: Tender) -> Section:
    """Every release so far, the oldest first."""
    rows = list(tender.releases.order_by("number"))
    address = f"{settings.BASE_URL}{reverse('tender_ocds', args=[tender.reference])}"
    return {
        "uri": address,
        "version": VERSION,
        "publishedDate": rows[-1].body["date"] if rows else moment(tender.created_at),
        "publisher": {"name": "助邻 Zhulin"},
        "releases": [row.body for row in rows],
    }


def _body(tender: Tender, tags: list[str], number: int) -> Section:
    award = Award.objects.filter(tender=tender).select_related("bid__bidder", "tender__item").first()
    contract = Contract.objects.filter(award__tender=tender).select_related("award__tender").first()
    bids = _public_bids(tender) if award else []
    body: Section = {
        "ocid": ocid_of(tender),
        "id": f"{ocid_of(tender)}-{number:03d}",
        "date": moment(clock.now()),
        "tag": tags,
        "initiationType": "tender",
        "language": "zh",
        "parties": parties(tender, bids, award),
        "buyer": reference_to(tender.buyer),
        "planning": planning(tender),
        "tender": tender_section(tender, bids),
    }
    if award is not None:
        body["awards"] = [award_section(award)]
    if contract is not None and contract.signed_at is not None:
        body["contracts"] = [contract_section(contract)]
    return body


def _public_bids(tender: Tender) -> list[Bid]:
    """Whoever's bid was opened is named with the award, not before."""
    return list(tender.bids.filter(opened__isnull=False).select_related("bidder").order_by("label"))
