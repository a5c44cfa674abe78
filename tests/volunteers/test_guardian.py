"""Who is under 18 serves while the guardian agrees, never in danger; limits are kept and read by matching."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.test import Client
from django.urls import reverse

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.organisations.models import Organisation
from marketplace.volunteers.actions import record_guardian, revise_profile, set_availability
from marketplace.volunteers.models import Activity, Volunteer
from marketplace.volunteers.rules import fits_volunteer
from matching.sources.suppliers import listed_suppliers
from tests.refusals import refuses
from tests.volunteers.service import make_volunteer

GUARDIAN = {"guardian_name": "某监护人", "guardian_phone": "19900000000"}


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def young(group: Organisation, leader: User) -> Volunteer:
    born = date(clock.today().year - 15, 1, 1)
    return make_volunteer(group, leader, born=born, guardian_consent=True, **GUARDIAN)


def limits_in_matching() -> dict[str, tuple[str, ...]]:
    """Who takes part in matching, with which limits."""
    return {supplier.key: supplier.limits for _helper, supplier in listed_suppliers()}


def test_a_minor_is_never_sent_where_it_is_dangerous(young: Volunteer, volunteer: Volunteer) -> None:
    assert limits_in_matching() == {volunteer.reference: (), young.reference: ("no_disaster_sites",)}


def test_without_the_guardians_consent_nothing_is_proposed(young: Volunteer, activity: Activity) -> None:
    assert fits_volunteer(young, activity)
    record_guardian(by=young.user, volunteer=young, guardian_consent=False)
    assert not limits_in_matching()
    assert fits_volunteer(young, activity).code == "GUARDIAN_NEEDED"
    record_guardian(by=young.user, volunteer=young, guardian_consent=True, **GUARDIAN)
    assert limits_in_matching()


def test_a_guardian_can_be_reached_and_others_do_not_decide(young: Volunteer, leader: User) -> None:
    refuses("GUARDIAN_NEEDED", lambda: record_guardian(by=young.user, volunteer=young, guardian_consent=True))
    refuses("NOT_THE_VOLUNTEER", lambda: record_guardian(by=leader, volunteer=young, guardian_consent=False))
    young.refresh_from_db()
    assert (young.guardian_consent, young.guardian_name) == (True, GUARDIAN["guardian_name"])


def test_the_guardian_is_entered_on_the_own_page(young: Volunteer, volunteer: Volunteer) -> None:
    page, client = reverse("my_profile"), browser(young.user)
    assert 'name="guardian_consent"' in client.get(page).content.decode()
    assert client.post(page, {"move": "guardian", "guardian_consent": "on"}).status_code == 422
    assert client.post(page, {"move": "guardian"}).status_code == 302
    young.refresh_from_db()
    assert not young.guardian_consent
    assert 'name="guardian_consent"' not in browser(volunteer.user).get(page).content.decode()


def test_limits_are_part_of_the_profile(volunteer: Volunteer) -> None:
    revise_profile(by=volunteer.user, volunteer=volunteer, skills=[], limits=["no_home_visits"])
    assert limits_in_matching() == {volunteer.reference: ("no_home_visits",)}


def test_whoever_takes_needs_says_when(volunteer: Volunteer) -> None:
    words = {
        "public_name": "晨光", "phone": "19900000000", "district": "330203", "areas": ["330203"],
        "need_kinds": ["service"],
        "languages": ["zh"], "reach_km": "10", "per_period": "2", "limits": ["no_minors"],
    }  # fmt: skip
    set_availability(by=volunteer.user, volunteer=volunteer, windows=[(1, time(8), time(12))])
    client = browser(volunteer.user)
    assert client.post(reverse("my_profile"), words).status_code == 422
    assert volunteer.availabilities.count() == 1
    assert client.post(reverse("my_profile"), words | {"availability": ["6-am"]}).status_code == 302
    volunteer.refresh_from_db()
    assert (volunteer.limits, volunteer.availabilities.get().weekday) == (["no_minors"], 6)
