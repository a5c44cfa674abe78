"""What the procurement rules refuse to publish (domain.md §4, P5, P6, P8), and who may publish at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from marketplace.accounts.models import Role, User
from marketplace.common.clock import CITY_ZONE
from marketplace.common.rule_data import rule
from marketplace.organisations.models import CapabilityKind, Organisation
from marketplace.procurement.actions import cancel_tender, publish_tender, take_opening_key
from marketplace.procurement.models import Method, OpeningKey, ServiceList, Tender
from marketplace.procurement.queries import current_service_list, published_tenders
from marketplace.procurement.states import TenderStatus
from tests.fulfilment.market import make_member, make_organisation
from tests.needs.city import make_user
from tests.procurement.conftest import MORNING
from tests.procurement.course import Purchase, at
from tests.procurement.tenders import ISSUED, make_list, make_tender
from tests.refusals import refuses

ALL_FIVE = [entry.code for entry in rule("codes.fixed_content", on=ISSUED).value]


@pytest.fixture
def ready(bureau: User, second_officer: User, buyer: Organisation) -> Callable[..., Tender]:
    """A draft for which two officers took their keys."""

    def made(**changes: object) -> Tender:
        tender = make_tender(bureau, buyer, **changes)
        for officer in (bureau, second_officer):
            take_opening_key(by=officer, tender=tender)
        return tender

    return made


def test_a_sound_tender_is_published(bureau: User, ready: Callable[..., Tender]) -> None:
    tender = ready()
    assert not published_tenders()
    publish_tender(by=bureau, tender=tender)
    assert list(published_tenders()) == [tender]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"price_weight": "0.08"}, "PRICE_WEIGHT_TOO_LOW"),  # P5
        ({"closes": date(2026, 12, 20)}, "DEADLINE_TOO_EARLY"),  # P6
        ({"method": Method.CONSULTATION, "closes": date(2026, 12, 10)}, "DEADLINE_TOO_EARLY"),
        ({"term_months": 24}, "TERM_OVER_ONE_YEAR"),  # P8
        ({"term_months": 24, "declarations": ALL_FIVE[:4]}, "TERM_OVER_ONE_YEAR"),
        ({"term_months": 37, "declarations": ALL_FIVE}, "TERM_OVER_THREE_YEARS"),
        ({"criteria": [{"id": "tech", "weight": "0.80"}]}, "WEIGHTS_DO_NOT_SUM"),
        ({"excluded_content": ["N5"]}, "NEGATIVE_LIST_N5"),
        ({"deduction": "0.25"}, "DEDUCTION_OUT_OF_RANGE"),
        ({"documents_from": date(2026, 12, 16)}, "DOCUMENTS_TOO_SHORT"),
        ({"method": Method.INVITED}, "TOO_FEW_INVITED"),
    ],
)
def test_what_breaks_a_rule_stays_a_draft(
    bureau: User, ready: Callable[..., Tender], changes: dict[str, object], code: str
) -> None:
    tender = ready(**changes)
    refuses(code, lambda: publish_tender(by=bureau, tender=tender))
    tender.refresh_from_db()
    assert tender.status == TenderStatus.DRAFT
    assert not published_tenders()


@pytest.mark.parametrize(
    "changes",
    [
        {"closes": date(2026, 12, 21)},  # P6
        {"method": Method.CONSULTATION, "closes": date(2026, 12, 11)},
        {"term_months": 24, "declarations": ALL_FIVE},
        {"term_months": 36, "declarations": ALL_FIVE},
        {"deduction": "0.10"},
    ],
)
def test_the_bounds_themselves_are_allowed(
    bureau: User, ready: Callable[..., Tender], changes: dict[str, object]
) -> None:
    tender = ready(**changes)
    publish_tender(by=bureau, tender=tender)
    assert tender.status == TenderStatus.OPEN


def test_the_days_are_the_citys_not_greenwichs(bureau: User, ready: Callable[..., Tender]) -> None:
    early = ready()
    moment = datetime.combine(date(2026, 12, 21), time(0, 30), CITY_ZONE)  # still the 20th in Greenwich
    Tender.objects.filter(pk=early.pk).update(bids_until=moment)
    early.refresh_from_db()
    publish_tender(by=bureau, tender=early)
    assert early.status == TenderStatus.OPEN


def test_nobody_dates_the_issue_back(bureau: User, ready: Callable[..., Tender]) -> None:
    tender = ready()
    with at(MORNING + timedelta(days=1)):
        refuses("ISSUED_IN_PAST", lambda: publish_tender(by=bureau, tender=tender))
    assert not published_tenders()


def test_only_what_is_listed_on_that_day_is_bought(bureau: User, ready: Callable[..., Tender]) -> None:
    tender = ready()
    ServiceList.objects.update(valid_to=date(2026, 11, 30))
    refuses("NOT_LISTED", lambda: publish_tender(by=bureau, tender=Tender.objects.get(pk=tender.pk)))
    assert not published_tenders()


def test_only_officers_publish(bureau: User, buyer: Organisation) -> None:
    tender, visitor = make_tender(bureau, buyer), make_user("visitor")
    refuses("NOT_AN_OFFICER", lambda: publish_tender(by=visitor, tender=tender))
    refuses("NOT_AN_OFFICER", lambda: make_tender(visitor, buyer))
    refuses("NOT_AN_OFFICER", lambda: make_list(visitor, "2"))
    assert not published_tenders()
    assert ServiceList.objects.count() == Tender.objects.count() == 1


def test_the_buyer_drafts_and_an_officer_publishes(buyer: Organisation, bureau: User) -> None:
    make_list(bureau, "1")
    member = make_member(buyer)
    tender = make_tender(member, buyer)
    refuses("NOT_AN_OFFICER", lambda: publish_tender(by=member, tender=tender))
    assert tender.status == TenderStatus.DRAFT


def test_a_district_officer_does_not_publish_the_citys_list(bureau: User) -> None:
    district = make_user("district", Role.OFFICER, "330203")
    refuses("NOT_AN_OFFICER", lambda: make_list(district, "1"))
    assert not ServiceList.objects.exists()


def test_only_verified_buyers_buy(bureau: User) -> None:
    charity = make_organisation("慈善会", bureau)
    tender = make_tender(bureau, charity)
    refuses("NOT_A_BUYER", lambda: publish_tender(by=bureau, tender=tender))
    assert not published_tenders()


def test_without_two_keys_nothing_is_published(bureau: User, second_officer: User, buyer: Organisation) -> None:
    tender = make_tender(bureau, buyer)
    refuses("KEYS_MISSING", lambda: publish_tender(by=bureau, tender=tender))
    take_opening_key(by=bureau, tender=tender)
    refuses("ONE_HALF_EACH", lambda: take_opening_key(by=bureau, tender=tender))
    refuses("KEYS_MISSING", lambda: publish_tender(by=bureau, tender=tender))
    take_opening_key(by=second_officer, tender=tender)
    third = make_user("third", Role.OFFICER)
    refuses("KEYS_TAKEN", lambda: take_opening_key(by=third, tender=tender))
    member = make_member(buyer)
    refuses("NOT_AN_OFFICER", lambda: take_opening_key(by=member, tender=tender))
    assert sorted(OpeningKey.objects.values_list("half", flat=True)) == [1, 2]
    publish_tender(by=bureau, tender=tender)
    refuses("NOT_A_DRAFT", lambda: take_opening_key(by=third, tender=tender))


def test_three_invited_bidders_are_enough(purchase: Purchase, ready: Callable[..., Tender]) -> None:
    tender = ready(method=Method.INVITED, invited=list(purchase.bidders.values()))
    publish_tender(by=purchase.officers[0], tender=tender)
    assert tender.status == TenderStatus.OPEN


def test_nothing_is_published_twice(bureau: User, ready: Callable[..., Tender]) -> None:
    tender = ready()
    publish_tender(by=bureau, tender=tender)
    refuses("ILLEGAL_MOVE", lambda: publish_tender(by=bureau, tender=tender))
    assert published_tenders().count() == 1


def test_a_tender_is_cancelled_by_an_officer_and_says_so(purchase: Purchase) -> None:
    tender = purchase.tender
    refuses("NOT_AN_OFFICER", lambda: cancel_tender(by=purchase.members["A"], tender=tender, because="NO_FUNDS"))
    cancel_tender(by=purchase.officers[0], tender=tender, because="NO_FUNDS")
    assert tender.status == TenderStatus.CANCELLED
    last = tender.releases.order_by("-number").first()
    assert last is not None
    assert (last.body["tag"], last.body["tender"]["status"]) == (["tenderCancellation"], "cancelled")


def test_a_budget_is_above_nothing(bureau: User, buyer: Organisation) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_tender(bureau, buyer, budget_fen=0)
    assert not Tender.objects.exists()


def test_the_newest_list_in_force_counts(bureau: User) -> None:
    old = make_list(bureau, "1", valid_from=date(2025, 1, 1))
    new = make_list(bureau, "2", valid_from=date(2026, 1, 1))
    ServiceList.objects.filter(pk=new.pk).update(valid_to=date(2026, 1, 2))
    assert current_service_list() == old


def test_a_verified_bidder_is_no_buyer(bureau: User) -> None:
    agency = make_organisation("社工中心", bureau, capability=CapabilityKind.BIDDER, kind="social_service_agency")
    refuses("NOT_A_BUYER", lambda: publish_tender(by=bureau, tender=make_tender(bureau, agency)))
    assert not published_tenders()
