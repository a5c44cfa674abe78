"""Offers on screen: written down, offered, filled with capacity, changed and ended."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.offers.models import Offer
from marketplace.offers.queries import offers_with_a_place
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
        "kind": "goods",
        "title": "过冬棉被",
        "areas": ["330203"],
        "aid_types": ["housing"],
        "reach_km": "20",
        "valid_from": clock.today().isoformat(),
    }


def page_of(offer: Offer) -> str:
    return reverse("offer", args=[offer.reference])


def weeks_of(offer: Offer, **entered: str) -> dict[str, str]:
    """What the calendar sends: `now` and `paused` of the present week."""
    monday = clock.today() - timedelta(days=clock.today().weekday())
    return {f"{name}_{monday}": value for name, value in entered.items()}


def test_an_offer_goes_from_paper_to_the_officers(partner: Client, charity: Organisation) -> None:
    answer = partner.post(reverse("new_offer"), filled(charity))
    offer = Offer.objects.get()
    weeks = reverse("offer_weeks", args=[offer.reference])
    assert answer["Location"] == weeks
    assert partner.post(weeks, weeks_of(offer, capacity="4")).status_code == 302
    assert partner.post(page_of(offer), {"move": "submit"}).status_code == 302
    offer.refresh_from_db()
    assert (offer.status, offer.periods.get().capacity, offer.aid_types) == (OfferStatus.SUBMITTED, 4, ["housing"])


def test_townships_limits_and_quantity_are_kept(partner: Client, charity: Organisation) -> None:
    form = filled(charity) | {
        "areas": ["330205"], "townships": ["330203001", "330205001"], "limits": ["no_bulky_goods"], "quantity": "30",
        "unit": "set",
    }  # fmt: skip
    assert partner.post(reverse("new_offer"), form).status_code == 302
    offer = Offer.objects.get()
    assert (offer.areas, offer.limits, offer.quantity, offer.unit) == (
        ["330205", "330203001"], ["no_bulky_goods"], 30, "set",
    )  # fmt: skip
    shown = partner.get(reverse("edit_offer", args=[offer.reference])).content.decode()
    assert shown.count("checked") == 4


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"areas": []}, "id_areas"),
        ({"areas": ["330200", "330203"]}, "id_areas"),
        ({"quantity": "3"}, "id_unit"),
    ],
)
def test_an_offer_is_given_somewhere_and_counted_in_something(
    partner: Client, charity: Organisation, wrong: dict[str, object], field: str
) -> None:
    answer = partner.post(reverse("new_offer"), filled(charity) | wrong)
    assert answer.status_code == 422
    assert f'href="#{field}' in answer.content.decode()
    assert not Offer.objects.exists()


def test_a_price_is_refused_and_what_was_typed_stays(partner: Client, charity: Organisation) -> None:
    answer = partner.post(reverse("new_offer"), filled(charity) | {"description": "过冬棉被特价"})
    assert answer.status_code == 409
    assert "过冬棉被特价" in answer.content.decode()
    assert not Offer.objects.exists()


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


def test_a_refused_week_is_told_in_place(partner: Client, member: User, charity: Organisation) -> None:
    offer = make_offer(member, charity)
    offer.periods.all().delete()
    weeks = reverse("offer_weeks", args=[offer.reference])
    assert partner.post(weeks, weeks_of(offer, capacity="5")).status_code == 302
    offer.periods.update(taken=3)
    answer = partner.post(weeks, weeks_of(offer, capacity="1"))
    assert answer.status_code == 409
    assert 'role="alert"' in answer.content.decode()
    assert offer.periods.get().capacity == 5
    assert partner.post(weeks, weeks_of(offer, capacity="")).status_code == 422


def test_a_paused_week_takes_nothing_new(partner: Client, member: User, charity: Organisation) -> None:
    offer = make_offer(member, charity)
    offer.periods.all().delete()
    weeks = reverse("offer_weeks", args=[offer.reference])
    assert partner.post(weeks, weeks_of(offer, capacity="5", paused="on")).status_code == 302
    period = offer.periods.get()
    assert (period.capacity, period.paused, period.left) == (5, True, 0)
    assert not offers_with_a_place()
    assert partner.post(weeks, weeks_of(offer, capacity="5")).status_code == 302
    assert offers_with_a_place().count() == 1


def test_a_longer_period_is_shown_and_not_entered_again(partner: Client, offer: Offer) -> None:
    weeks = reverse("offer_weeks", args=[offer.reference])
    before = offer.periods.get()
    assert partner.get(weeks).content.decode().count('type="number"') < 8
    assert partner.post(weeks, weeks_of(offer, capacity="1")).status_code == 302
    assert offer.periods.get() == before


def test_a_move_that_is_not_possible_answers_409(partner: Client, offer: Offer) -> None:
    assert partner.post(page_of(offer), {"move": "resume"}).status_code == 409
    assert partner.post(page_of(offer), {"move": "nonsense"}).status_code == 404
    offer.refresh_from_db()
    assert offer.status == OfferStatus.OFFERED


def test_an_offer_is_changed(partner: Client, offer: Offer, charity: Organisation) -> None:
    form = filled(charity) | {"title": "电热毯"}
    assert partner.post(reverse("edit_offer", args=[offer.reference]), form).status_code == 302
    offer.refresh_from_db()
    assert (offer.title, offer.reach_km, offer.status) == ("电热毯", 20, OfferStatus.SUBMITTED)


def test_other_organisations_find_nothing(offer: Offer, other_member: User) -> None:
    stranger = Client()
    stranger.force_login(other_member)
    for url in (page_of(offer), *(reverse(name, args=[offer.reference]) for name in ("edit_offer", "offer_weeks"))):
        assert stranger.get(url).status_code == 404
        assert stranger.post(url, {"move": "end"}).status_code == 404
    offer.refresh_from_db()
    assert offer.status == OfferStatus.OFFERED


def test_the_list_costs_the_same_for_one_and_three(partner: Client, member: User, charity: Organisation) -> None:
    costs_the_same(partner, reverse("offers"), lambda: make_offer(member, charity))


def test_an_offer_without_capacity_today_says_so(partner: Client, member: User, charity: Organisation) -> None:
    partner.cookies["language"] = "en"
    assert "No place this week" in partner.get(page_of(make_offer(member, charity, capacity=0))).content.decode()
    assert "No place this week" not in partner.get(page_of(make_offer(member, charity))).content.decode()
