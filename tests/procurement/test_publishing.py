"""What the procurement rules refuse to publish (domain.md §4, P5, P6, P8), and who may publish at all."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from django.db import IntegrityError, transaction

from marketplace.accounts.models import Role, User
from marketplace.common.clock import CITY_ZONE
from marketplace.organisations.models import CapabilityKind, Organisation
from marketplace.procurement.actions import publish_tender
from marketplace.procurement.models import ServiceList, Tender
from marketplace.procurement.queries import current_service_list, published_tenders
from marketplace.procurement.states import TenderStatus
from tests.fulfilment.market import make_organisation
from tests.needs.city import make_user
from tests.procurement.tenders import make_list, make_tender
from tests.refusals import refuses


@pytest.fixture
def bureau(db: None) -> User:
    return make_user("bureau", Role.OFFICER)


@pytest.fixture
def buyer(bureau: User) -> Organisation:
    return make_organisation("采购中心", bureau, capability=CapabilityKind.BUYER, kind="government")


def test_a_sound_tender_is_published(bureau: User, buyer: Organisation) -> None:
    tender = make_tender(bureau, buyer)
    assert not published_tenders()
    publish_tender(by=bureau, tender=tender)
    assert list(published_tenders()) == [tender]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"price_weight": "0.08"}, "PRICE_WEIGHT_TOO_LOW"),  # P5
        ({"closes": date(2026, 12, 20)}, "DEADLINE_TOO_EARLY"),  # P6
        ({"term_months": 24}, "TERM_OVER_ONE_YEAR"),  # P8
        ({"criteria": [{"id": "tech", "weight": "0.80"}]}, "WEIGHTS_DO_NOT_SUM"),
    ],
)
def test_what_breaks_a_rule_stays_a_draft(
    bureau: User, buyer: Organisation, changes: dict[str, object], code: str
) -> None:
    tender = make_tender(bureau, buyer, **changes)
    refuses(code, lambda: publish_tender(by=bureau, tender=tender))
    tender.refresh_from_db()
    assert tender.status == TenderStatus.DRAFT
    assert not published_tenders()


def test_twenty_days_are_enough(bureau: User, buyer: Organisation) -> None:
    tender = make_tender(bureau, buyer, closes=date(2026, 12, 21))  # P6
    publish_tender(by=bureau, tender=tender)
    assert tender.status == TenderStatus.OPEN


def test_the_days_are_the_citys_not_greenwichs(bureau: User, buyer: Organisation) -> None:
    early = make_tender(bureau, buyer)
    moment = datetime.combine(date(2026, 12, 21), time(0, 30), CITY_ZONE)  # still the 20th in Greenwich
    Tender.objects.filter(pk=early.pk).update(bids_until=moment)
    early.refresh_from_db()
    publish_tender(by=bureau, tender=early)
    assert early.status == TenderStatus.OPEN


def test_only_officers_publish(bureau: User, buyer: Organisation) -> None:
    tender, visitor = make_tender(bureau, buyer), make_user("visitor")
    refuses("NOT_AN_OFFICER", lambda: publish_tender(by=visitor, tender=tender))
    refuses("NOT_AN_OFFICER", lambda: make_list(visitor, "2"))
    assert not published_tenders()
    assert ServiceList.objects.count() == 1


def test_a_district_officer_does_not_publish_the_citys_list(bureau: User) -> None:
    district = make_user("district", Role.OFFICER, "330203")
    refuses("NOT_AN_OFFICER", lambda: make_list(district, "1"))
    assert not ServiceList.objects.exists()


def test_only_verified_buyers_buy(bureau: User) -> None:
    charity = make_organisation("慈善会", bureau)
    tender = make_tender(bureau, charity)
    refuses("NOT_A_BUYER", lambda: publish_tender(by=bureau, tender=tender))
    assert not published_tenders()


def test_nothing_is_published_twice(bureau: User, buyer: Organisation) -> None:
    tender = make_tender(bureau, buyer)
    publish_tender(by=bureau, tender=tender)
    refuses("ILLEGAL_MOVE", lambda: publish_tender(by=bureau, tender=tender))
    assert published_tenders().count() == 1


def test_a_budget_is_above_nothing(bureau: User, buyer: Organisation) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_tender(bureau, buyer, budget_fen=0)
    assert not Tender.objects.exists()


def test_the_newest_list_in_force_counts(bureau: User) -> None:
    old = make_list(bureau, "1", valid_from=date(2025, 1, 1))
    new = make_list(bureau, "2", valid_from=date(2026, 1, 1))
    ServiceList.objects.filter(pk=new.pk).update(valid_to=date(2026, 1, 2))
    assert current_service_list() == old
