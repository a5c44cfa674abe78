"""Volunteers join with a guardian where one is needed, and are a number to everybody else."""

from __future__ import annotations

from datetime import time

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.fulfilment.queries import PublicDemand
from marketplace.organisations.models import Organisation
from marketplace.volunteers.actions import admit_volunteer, join, set_availability
from marketplace.volunteers.models import Volunteer
from marketplace.volunteers.queries import active_volunteers, volunteers_of
from tests.counting import costs_the_same
from tests.fulfilment.market import make_need
from tests.needs.city import PARTNERS, FakeGate, make_user
from tests.refusals import refuses


def enter(group: Organisation, **words: object) -> Volunteer:
    user = words.pop("user", None) or make_user(f"volunteer-{Volunteer.objects.count()}")
    given = {"real_name": "某志愿者", "phone": "19900000000", "district": "330203", "need_kinds": ["service"]} | words
    return join(by=None, user=user, organisation=group, **given)  # type: ignore[arg-type]


def test_whoever_may_be_a_minor_needs_a_guardian(group: Organisation) -> None:
    born, user = clock.today().year - 17, make_user("young")
    refuses("GUARDIAN_NEEDED", lambda: enter(group, birth_year=born, user=user))
    assert not Volunteer.objects.exists()
    assert enter(group, birth_year=born, guardian_consent=True).guardian_consent


def test_an_adult_joins_alone(group: Organisation) -> None:
    assert enter(group, birth_year=clock.today().year - 30).status == "applied"


def test_the_real_name_is_not_readable_in_the_database(group: Organisation) -> None:
    enter(group)
    with connection.cursor() as cursor:
        cursor.execute("SELECT real_name, phone FROM volunteers_volunteer")
        stored = str(cursor.fetchone())
    assert "某志愿者" not in stored
    assert "19900000000" not in stored


def test_numbers_are_unique_and_say_nothing_but_the_year(group: Organisation) -> None:
    first, second = enter(group), enter(group)
    assert first.unified_number != second.unified_number
    assert first.unified_number.startswith(f"NBV{clock.today():%y}")


def test_only_admitted_volunteers_of_active_groups_take_part(group: Organisation, leader: User) -> None:
    volunteer = enter(group)
    assert not active_volunteers()
    admit_volunteer(by=leader, volunteer=volunteer)
    assert list(active_volunteers()) == [volunteer]


def test_windows_of_time_are_replaced_and_must_make_sense(group: Organisation) -> None:
    volunteer = enter(group)
    set_availability(by=None, volunteer=volunteer, windows=[(1, time(9), time(12)), (6, time(14), time(18))])
    set_availability(by=None, volunteer=volunteer, windows=[(7, time(9), time(12))])
    assert [window.weekday for window in volunteer.availabilities.all()] == [7]
    for window in [(8, time(9), time(12)), (1, time(12), time(9))]:
        with pytest.raises(IntegrityError), transaction.atomic():
            set_availability(by=None, volunteer=volunteer, windows=[window])
    assert [window.weekday for window in volunteer.availabilities.all()] == [7]


def test_a_group_sees_its_own_volunteers(group: Organisation, leader: User, other_member: User) -> None:
    volunteer = enter(group)
    assert list(volunteers_of(leader)) == [volunteer]
    assert not volunteers_of(other_member)


def test_the_list_shows_numbers_and_never_a_name(client: Client, group: Organisation, leader: User) -> None:
    volunteer = enter(group)
    client.force_login(leader)
    shown = client.get(reverse("partner_volunteers")).content.decode()
    assert volunteer.unified_number in shown
    assert "某志愿者" not in shown
    assert "19900000000" not in shown


def test_the_list_costs_the_same_for_one_and_three(client: Client, group: Organisation, leader: User) -> None:
    client.force_login(leader)
    costs_the_same(client, reverse("partner_volunteers"), lambda: enter(group))


def test_who_acts_for_nobody_finds_no_list(client: Client, author: User) -> None:
    client.force_login(author)
    assert client.get(reverse("partner_volunteers")).status_code == 404


def test_the_public_page_suppresses_small_counts_and_names_the_groups(
    client: Client, officer: User, author: User, gate: FakeGate, group: Organisation
) -> None:
    make_need(officer, author, gate, need_kind="service")
    client.cookies["language"] = "en"
    shown = client.get(reverse("volunteering")).content.decode()
    assert "fewer than 11" in shown
    assert reverse("organisation", args=[group.reference]) in shown


def test_only_needs_that_everybody_may_see_are_counted(officer: User, author: User, gate: FakeGate, db: None) -> None:
    make_need(officer, author, gate, need_kind="service")
    make_need(officer, author, gate, need_kind="service", decision=PARTNERS)
    assert PublicDemand().by_kind() == {"service": 1}
