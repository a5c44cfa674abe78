"""The giving form: amounts to choose from, what was typed stays, and nobody changes an amount on the way."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from donations.actions import edit_programme
from donations.models import Gift, Programme
from donations.queries.giving import giving_options
from tests.donations.charity import Charity, open_programme_of, received_gift


def give(programme: Programme, **data: str) -> Any:
    form = {"donor_kind": "person", "receipt_name": "样例捐赠人", "method": "transfer"} | data
    return Client().post(reverse("give", args=[programme.reference]), form)


@pytest.fixture
def small(charity: Charity) -> Programme:
    """Wants 1,000 yuan and suggests two amounts."""
    return open_programme_of(charity, target_fen=100_000, preset_fen=[3000, 8000])


def test_the_charitys_amounts_and_what_is_missing_are_offered(charity: Charity, small: Programme) -> None:
    received_gift(charity, small, 60_000)
    form = Client().get(reverse("give", args=[small.reference])).context["form"]
    assert [value for value, _label in form.fields["preset"].choices] == ["30.00", "80.00", "400.00", "other"]


def test_without_amounts_of_its_own_the_usual_ones_are_offered(programme: Programme) -> None:
    form = Client().get(reverse("give", args=[programme.reference])).context["form"]
    assert [value for value, _label in form.fields["preset"].choices][:4] == ["50.00", "100.00", "200.00", "500.00"]


@pytest.mark.parametrize(
    ("sent", "fen"),
    [({"preset": "30.00"}, 3000), ({"preset": "30.00", "amount": "7"}, 3000), ({"preset": "other", "amount": "7"}, 700),
     ({"amount": "12.34"}, 1234), ({"preset": "80.00", "amount": "1.234"}, 8000)],
)  # fmt: skip
def test_the_chosen_amount_is_given(small: Programme, sent: dict[str, str], fen: int) -> None:
    assert give(small, **sent).status_code == 302
    assert Gift.objects.get().fen == fen


@pytest.mark.parametrize(
    "sent",
    [{"preset": "0.01"}, {"preset": "-30.00"}, {"preset": "31.00"}, {"preset": "3000"}, {"preset": "other"},
     {"amount": "-5"}, {"amount": "0.99"}, {"amount": "1e9"}, {"amount": "5.001"}, {"amount": "99999999999"}],
)  # fmt: skip
def test_an_amount_that_was_tampered_with_makes_no_gift(small: Programme, sent: dict[str, str]) -> None:
    answer = give(small, **sent)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not Gift.objects.exists()


def test_what_was_typed_stays_when_a_preset_is_chosen_and_the_form_refused(small: Programme) -> None:
    answer = give(small, preset="30.00", amount="66.66", receipt_name="", public_name="热心人")
    shown = answer.content.decode()
    assert answer.context["form"].non_field_errors()
    assert 'value="66.66"' in shown
    assert 'value="热心人"' in shown
    assert 'value="30.00"' in shown
    assert answer.context["form"]["preset"].value() == "30.00"


def test_a_link_brings_its_amount_along(small: Programme) -> None:
    page = lambda asked: Client().get(reverse("give", args=[small.reference]), {"amount": asked}).context["form"]  # noqa: E731
    assert page("30.00").initial == {"preset": "30.00", "amount": ""}
    assert page("12.00").initial == {"preset": "other", "amount": "12.00"}


@pytest.mark.parametrize(
    ("plan", "need", "serves"),
    [
        ({}, ("goods", "education", "330203"), True),
        ({"need_kinds": ["service"]}, ("goods", "education", "330203"), False),
        ({"aid_types": ["medical"]}, ("goods", "education", "330203"), False),
        ({"need_kinds": [], "aid_types": []}, ("pairing", None, "330203"), True),
        ({"areas": ["330203"]}, ("goods", "education", "330203001"), True),
        ({"areas": ["330203"]}, ("goods", "education", "urban"), True),
        ({"areas": ["330203"]}, ("goods", "education", "county"), False),
        ({"areas": ["330203"]}, ("goods", "education", "330282"), False),
        ({"areas": ["330203"]}, ("goods", "education", None), True),
    ],
)
def test_a_need_is_shown_the_programmes_that_serve_it(
    charity: Charity, plan: dict[str, Any], need: tuple[str, str | None, str | None], serves: bool
) -> None:
    programme = open_programme_of(charity, **plan)
    options = giving_options(*need, most=3)
    assert [option.programme.pk for option in options] == ([programme.pk] if serves else [])


def test_whoever_helps_nearest_by_comes_first_and_whoever_takes_no_gifts_is_not_named(charity: Charity) -> None:
    wide, near = open_programme_of(charity), open_programme_of(charity, areas=["330203"])
    closed = open_programme_of(charity)
    closed.campaigns.all().delete()
    shown = giving_options("goods", "education", "330203001", most=3)
    assert [option.programme.pk for option in shown] == [near.pk, wide.pk]
    assert [option.left_fen for option in shown] == [100_000_000, 100_000_000]


def test_a_programme_of_the_platform_alone_links_out_and_takes_nothing_here(
    charity: Charity, programme: Programme
) -> None:
    edit_programme(by=charity.manager, programme=programme, own_channel=False)
    [option] = giving_options("goods", "education", "330203", most=3)
    assert (option.takes_gifts_here, [link for _name, link in option.links]) == (
        False, [programme.campaigns.get().url]
    )  # fmt: skip
    answer = give(programme, preset="50.00")
    assert answer.status_code == 409
    assert "PLATFORM_ONLY" in answer.content.decode()
    assert programme.campaigns.get().url in answer.content.decode()
    assert not Gift.objects.exists()
