"""What demonstration organisations offer: most of it approved, some still on the way, each with its weeks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from marketplace.common import clock
from marketplace.offers.actions import Week, approve_offer, draft_offer, return_offer, set_weeks, submit_offer
from marketplace.offers.calendar import mondays
from marketplace.offers.models import Offer
from marketplace.operations.demo.staff import Staff
from marketplace.organisations.models import Organisation

if TYPE_CHECKING:
    from marketplace.operations.demo.partners import Partners

WEEKS, PAUSED_WEEK = 6, 3
"""So many weeks are entered; a training rests in the fourth."""
COMMENT = "请写明培训内容和上课地点所在的区县。"


def offer(staff: Staff, partners: Partners, data: Mapping[str, Any], wanted: Mapping[str, Sequence[str]]) -> None:
    """Each organisation offers the kinds of its entry; the officers have read them."""
    for organisation in partners.organisations:
        for kind in wanted[organisation.name]:
            _approved(staff, partners, organisation, _write(partners, data, organisation, kind))
    first, *others = partners.of_kind("charity")
    person = partners.person_of(first)
    submit_offer(by=person, offer=_write(partners, data, first, "service"))
    returned = _write(partners, data, others[0], "training")
    submit_offer(by=partners.person_of(others[0]), offer=returned)
    return_offer(by=staff.officer_for(others[0].district), offer=returned, comment=COMMENT)


def _write(partners: Partners, data: Mapping[str, Any], organisation: Organisation, kind: str) -> Offer:
    today, person = clock.today(), partners.person_of(organisation)
    citywide = organisation.kind in ("charity", "foundation")
    words = data["titles"][kind]
    written = draft_offer(
        by=person,
        organisation=organisation,
        kind=kind,
        title=words["zh"],
        title_en=words["en"],
        quantity=words.get("quantity"),
        unit=words.get("unit", ""),
        limits=words.get("limits", []),
        areas=["330200"] if citywide else [organisation.district],
        reach_km=120 if citywide else 60,
        valid_from=today - timedelta(days=30),
        valid_to=today + timedelta(days=330),
    )
    places, rests = data["capacity"][kind], kind == "training"
    weeks = [
        Week(monday, places, paused=rests and number == PAUSED_WEEK)
        for number, monday in enumerate(mondays(today, WEEKS))
    ]
    set_weeks(by=person, offer=written, weeks=weeks)
    return written


def _approved(staff: Staff, partners: Partners, organisation: Organisation, written: Offer) -> None:
    submit_offer(by=partners.person_of(organisation), offer=written)
    approve_offer(by=staff.officer_for(organisation.district), offer=written)
