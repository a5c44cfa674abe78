"""A published service list and one open tender to look at."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from marketplace.accounts.queries import CITY
from marketplace.common import clock
from marketplace.operations.demo.households import load
from marketplace.operations.demo.partners import Partners
from marketplace.operations.demo.staff import Staff
from marketplace.procurement.actions import draft_tender, publish_service_list, publish_tender

OPEN_DAYS = 24


def open_tender(staff: Staff, partners: Partners) -> None:
    """The city publishes its list and asks for bids on one item."""
    data, today, officer = load("procurement"), clock.today(), staff.officers[CITY]
    service_list = publish_service_list(
        by=officer, valid_from=today.replace(month=1, day=1), items=data["item"],
        **{name: data[name] for name in ("name", "name_en", "version", "source")},
    )  # fmt: skip
    wanted = dict(data["tender"])
    issued = today - timedelta(days=3)
    tender = draft_tender(
        by=officer,
        item=service_list.items.get(code=wanted.pop("item")),
        buyer=partners.of_kind("government")[0],
        issued_on=issued,
        documents_from=issued,
        bids_until=datetime.combine(issued + timedelta(days=OPEN_DAYS), time(17), clock.CITY_ZONE),
        **wanted,
    )
    publish_tender(by=officer, tender=tender)
