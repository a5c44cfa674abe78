"""A service list and a tender that breaks no rule unless told to."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from marketplace.accounts.models import User
from marketplace.common.clock import CITY_ZONE
from marketplace.organisations.models import Organisation
from marketplace.procurement.actions import draft_tender, publish_service_list
from marketplace.procurement.models import ServiceList, Tender

ISSUED = date(2026, 12, 1)
CRITERIA = [
    {"id": "tech", "name": "技术方案", "name_en": "Technical approach", "weight": "0.60"},
    {"id": "service", "name": "服务能力", "name_en": "Service capacity", "weight": "0.30"},
]


def make_list(by: User, version: str, valid_from: date = date(2026, 1, 1)) -> ServiceList:
    """A list with one service of each class."""
    return publish_service_list(
        by=by,
        name="服务清单",
        name_en="Service list",
        version=version,
        source="测试",
        valid_from=valid_from,
        items=[
            {"code": "T01", "name": "调查", "name_en": "Checks", "service_class": "transactional"},
            {"code": "S01", "name": "探访", "name_en": "Visits", "service_class": "service"},
        ],
    )


def make_tender(by: User, buyer: Organisation, *, closes: date = date(2026, 12, 22), **changes: Any) -> Tender:
    """A draft for visits, issued on 1 December 2026."""
    service_list = ServiceList.objects.first() or make_list(by, "1")
    given = {
        "title": "困难家庭探访",
        "title_en": "Visits to households",
        "budget_fen": 120_000_000,
        "criteria": CRITERIA,
        "price_weight": "0.10",
        "documents_from": ISSUED,
    } | changes
    return draft_tender(
        by=by,
        item=service_list.items.get(code="S01"),
        buyer=buyer,
        issued_on=ISSUED,
        bids_until=datetime.combine(closes, time(17), CITY_ZONE),
        **given,
    )
