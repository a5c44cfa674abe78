"""Offers on screen: written down, offered, filled with capacity, changed and ended."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.offers.models import Offer
from marketplace.offers.states import OfferStatus
from marketplace.organisations.models import Organisation
from tests.counting import costs_the_same
from tests.fulfilment.market import make_offer


@pytest.fixture
def partner(client: Client, member: User) -> Client:
    client.force_login(member)
    return client


def filled(organisation: Organisation) -> dict[str, object]:
    return {
        "organisation": organisation.reference,
        "need_kind": "goods",
        "title": "过冬棉被",
        "areas": ["330203"],
        "aid_types": ["housing"],
        "reach_km": "20",
        "valid_from": clock.today().isoformat(),
    }


def page_of(offer: Offer) -> str:
    return reverse("offer", args=[offer.reference])


def test_an_offer_goes_from_paper_to_matching(partner: Client, charity: Organisation) -> None:
    answer = partner.post(reverse("new_offer"), filled(charity))
    offer = Offer.objects.get()
    assert answer["Location"] == page_of(offer)
    today = clock.today()
    calendar = {"starts_on": today, "ends_on": today + timedelta(days=6), "capacity": "4"}
    assert partner.post(page_of(offer), calendar).status_code == 302
    assert partner.post(page_of(offer), {"move": "offer"}).status_code == 302
    offer.refresh_from_db()
    assert (offer.status, offer.periods.get().capacity, offer.aid_types) == (OfferStatus.OFFERED, 4, ["housing"])


def test_what_was_typed_stays_when_something_is_wrong(partner: Client, charity: Organisation) -> None:
    wrong = filled(charity) | {"valid_to": (clock.today() - timedelta(days=1)).isoformat()}
    answer = partner.post(reverse("new_offer"), wrong)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "过冬棉被" in shown
    assert 'href="#id_valid_to"' in shown
    assert not Offer.objects.exists()


def test_nobody_offers_in_the_name_of_others(partner: Client, other_charity: Organisation) -> None:
    assert partner.post(reverse("new_offer"), filled(other_charity)).status_code == 422
    assert not Offer.objects.exists()


def test_a_refused_period_is_told_in_place(partner: Client, offer: Offer) -> None:
    offer.periods.update(taken=3)
    today = clock.today()
    calendar = {"starts_on": today, "ends_on": today + timedelta(days=27), "capacity": "1"}
    answer = partner.post(page_of(offer), calendar)
    assert answer.status_code == 409
    assert 'role="alert"' in answer.content.decode()
    assert offer.periods.get().capacity == 5


def test_a_move_that_is_not_possible_answers_409(partner: Client, offer: Offer) -> None:
    assert partner.post(page_of(offer), {"move": "resume"}).status_code == 409
    assert partner.post(page_of(offer), {"move": "nonsense"}).status_code == 404
    offer.refresh_from_db()
    assert offer.status == OfferStatus.OFFERED


def test_an_offer_is_changed(partner: Client, offer: Offer, charity: Organisation) -> None:
    form = filled(charity) | {"title": "电热毯"}
    assert partner.post(reverse("edit_offer", args=[offer.reference]), form).status_code == 302
    offer.refresh_from_db()
    assert (offer.title, offer.reach_km) == ("电热毯", 20)


def test_other_organisations_find_nothing(offer: Offer, other_member: User) -> None:
    stranger = Client()
    stranger.force_login(other_member)
    for url in (page_of(offer), reverse("edit_offer", args=[offer.reference])):
        assert stranger.get(url).status_code == 404
        assert stranger.post(url, {"move": "end"}).status_code == 404
    offer.refresh_from_db()
    assert offer.status == OfferStatus.OFFERED


def test_the_list_costs_the_same_for_one_and_three(partner: Client, member: User, charity: Organisation) -> None:
    costs_the_same(partner, reverse("offers"), lambda: make_offer(member, charity))


def test_an_offer_without_capacity_today_says_so(partner: Client, member: User, charity: Organisation) -> None:
    partner.cookies["language"] = "en"
    assert "No capacity today" in partner.get(page_of(make_offer(member, charity, capacity=0))).content.decode()
    assert "No capacity today" not in partner.get(page_of(make_offer(member, charity))).content.decode()
