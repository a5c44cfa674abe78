"""The account menu: every place of a role in one line, grouped once there are many."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from marketplace.accounts.models import Role, User
from marketplace.operations.places_of_work import places_of_work
from tests.cms.page import Page
from tests.needs.city import make_user

pytestmark = pytest.mark.django_db


def menu_of(user: User, address: str = "desk") -> Page:
    """The menu in English, on a page that this person reads."""
    client = Client()
    client.cookies["language"] = "en"
    client.force_login(user)
    html = client.get(reverse(address)).content.decode()
    return Page(html.split('<section class="desk"')[1].split("</section>")[0])


def test_who_has_few_places_sees_them_side_by_side():
    menu = menu_of(make_user("auditor", Role.AUDITOR))

    places = [reverse(name) for name in ("desk", "bureau", "audit")]
    assert [link.attributes["href"] for link in menu.all("a")][:3] == places
    assert menu.all("details", "places") == []


def test_who_has_many_finds_each_of_them_in_a_group_that_opens_without_a_script():
    officer = make_user("officer", Role.OFFICER)
    menu = menu_of(officer)

    reached = {link.attributes["href"] for link in menu.all("a")}
    assert {reverse(place.name) for place in places_of_work(officer)} <= reached
    groups = [summary.text for summary in menu.all("summary")]
    assert groups == ["My work", "Households", "To decide", "Organisation", "Giving"]


def test_the_group_of_the_page_one_reads_is_marked():
    menu = menu_of(make_user("officer", Role.OFFICER), "needs_to_review")

    assert [each.text for each in menu.all("summary") if "aria-current" in each.attributes] == ["To decide"]
    assert [each.text for each in menu.all("a") if "aria-current" in each.attributes] == ["Needs to review"]
