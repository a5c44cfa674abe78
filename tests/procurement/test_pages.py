"""Public contracts on screen: open to everybody, with every clock and the server's own time."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from django.test import Client
from django.urls import reverse

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.clock import CITY_ZONE
from marketplace.organisations.models import Organisation
from marketplace.procurement.actions import publish_tender, take_opening_key
from marketplace.procurement.clocks import clocks_of, is_over, last_clarification, trail_of
from marketplace.procurement.models import Method, Tender
from marketplace.procurement.states import TENDER_LIFECYCLE, TenderStatus
from tests.counting import costs_the_same
from tests.procurement.course import Purchase
from tests.procurement.tenders import make_list, make_tender


@pytest.fixture
def tender(purchase: Purchase) -> Tender:
    return purchase.tender


def page_of(tender: Tender) -> str:
    return reverse("tender", args=[tender.reference])


def test_a_draft_has_no_page(client: Client, bureau: User, buyer: Organisation) -> None:
    draft = make_tender(bureau, buyer)
    assert client.get(page_of(draft)).status_code == 404
    assert draft.reference not in client.get(reverse("procurement")).content.decode()


def test_criteria_are_told_with_their_weights(client: Client, tender: Tender) -> None:
    client.cookies["language"] = "en"
    shown = " ".join(client.get(page_of(tender)).content.decode().split())
    for name, weight in [("Technical approach", "60 %"), ("Service capacity", "30 %"), ("Price", "10 %")]:
        assert f'<th scope="row">{name}</th><td class="n" data-label="Weight">{weight}</td>' in shown


def test_clocks_follow_the_law(tender: Tender) -> None:
    days = [clock.local(each.by).date() if isinstance(each.by, datetime) else each.by for each in clocks_of(tender)]
    assert days == [
        date(2026, 12, 1),  # issued, a Tuesday
        date(2026, 12, 7),  # fifteen days before bids close
        date(2026, 12, 8),  # five working days
        date(2026, 12, 21),  # twenty days after the issue
        date(2026, 12, 22),
    ]


def test_after_the_deadline_the_page_says_so_by_the_servers_clock(client: Client, tender: Tender) -> None:
    client.cookies["language"] = "en"
    sentence = "Bids can no longer be handed in."
    with clock.freeze(datetime.combine(date(2026, 12, 22), time(16, 59), CITY_ZONE)):
        assert sentence not in client.get(page_of(tender)).content.decode()
    with clock.freeze(tender.bids_until):
        assert is_over(tender)
        assert sentence in client.get(page_of(tender)).content.decode()


def test_the_page_is_never_kept_by_a_cache(client: Client, tender: Tender) -> None:
    assert "no-store" in client.get(page_of(tender))["Cache-Control"]


@pytest.mark.parametrize(
    ("verbs", "states"),
    [
        ([], ["done", "current", *["next"] * 7]),
        (["close"], [*["done"] * 3, "current", *["next"] * 5]),
        (["cancel"], ["done", "stopped"]),
    ],
)
def test_the_trail_tells_how_far_it_is(tender: Tender, verbs: list[str], states: list[str]) -> None:
    for verb in verbs:
        TENDER_LIFECYCLE.advance(tender, verb, by=None)
    with clock.freeze(datetime(2026, 12, 5, 9, tzinfo=CITY_ZONE)):
        assert [stage.state for stage in trail_of(tender)] == states


def test_bids_that_ended_by_themselves_are_told_as_closed(tender: Tender) -> None:
    with clock.freeze(tender.bids_until):
        assert [stage.state for stage in trail_of(tender)] == [*["done"] * 3, "current", *["next"] * 5]
    assert tender.status == TenderStatus.OPEN


def test_the_list_tells_the_services_by_class(client: Client, bureau: User) -> None:
    make_list(bureau, "2026-1")
    client.cookies["language"] = "en"
    shown = client.get(reverse("procurement")).content.decode()
    assert shown.index("Checks") < shown.index("Visits")
    assert "No tender has been published yet" in shown


def test_without_a_list_the_page_says_so(client: Client, db: None) -> None:
    client.cookies["language"] = "en"
    assert "No service list is in force today" in client.get(reverse("procurement")).content.decode()


def test_the_list_costs_the_same_for_one_and_three(
    client: Client, bureau: User, second_officer: User, buyer: Organisation
) -> None:
    def publish_another() -> None:
        row = make_tender(bureau, buyer)
        for officer in (bureau, second_officer):
            take_opening_key(by=officer, tender=row)
        publish_tender(by=bureau, tender=row)

    costs_the_same(client, reverse("procurement"), publish_another)


def test_no_clock_of_a_consultation_lies_before_its_documents() -> None:
    closes = datetime.combine(date(2026, 12, 11), time(17), CITY_ZONE)
    days = {"issued_on": date(2026, 12, 1), "documents_from": date(2026, 12, 1), "bids_until": closes}
    tender = Tender(method=Method.CONSULTATION, **days)
    assert last_clarification(tender) == date(2026, 12, 6)
    assert clocks_of(tender)[0].by == tender.issued_on
    assert last_clarification(Tender(method=Method.OPEN, **days)) == date(2026, 11, 26)
