"""Group programmes are entered by licensed insurers only, and nobody is ever shown a premium."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.insurance.actions import start_programme
from marketplace.insurance.models import GroupProgramme, Peril
from marketplace.insurance.queries import programmes_in_force
from marketplace.organisations.models import Organisation
from tests.counting import costs_the_same
from tests.insurance.policies import enter, hand_in
from tests.refusals import refuses


def test_an_insurer_enters_a_programme_and_an_officer_starts_it(
    agent: User, insurer: Organisation, charity: Organisation, officer: User
) -> None:
    programme = hand_in(agent, enter(agent, insurer, charity))
    assert not programmes_in_force()
    start_programme(by=officer, programme=programme)
    assert [each.pk for each in programmes_in_force()] == [programme.pk]
    assert not programmes_in_force(clock.today() + timedelta(days=365))


def test_nobody_else_enters_one(insurer: Organisation, charity: Organisation, member: User) -> None:
    refuses("NOT_A_MEMBER", lambda: enter(member, insurer, charity))
    refuses("NOT_AN_INSURER", lambda: enter(member, charity, charity))
    assert not GroupProgramme.objects.exists()


@pytest.mark.parametrize("wrong", [{"case_cap_fen": 0}, {"annual_cap_fen": 0}, {"deductible_fen": -1}])
def test_limits_are_amounts_above_nothing(
    agent: User, insurer: Organisation, charity: Organisation, wrong: dict[str, int]
) -> None:
    peril = {"kind": "illness", "case_cap_fen": 1, "annual_cap_fen": 1} | wrong
    with pytest.raises(IntegrityError), transaction.atomic():
        enter(agent, insurer, charity, perils=[peril])
    assert not Peril.objects.exists()
    assert not GroupProgramme.objects.exists()


def test_a_programme_ends_after_it_begins(agent: User, insurer: Organisation, charity: Organisation) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        enter(agent, insurer, charity, ends_on=clock.today() - timedelta(days=1))
    assert not GroupProgramme.objects.exists()


def test_the_insurer_reads_its_perils(
    client: Client, agent: User, insurer: Organisation, charity: Organisation
) -> None:
    enter(agent, insurer, charity)
    client.force_login(agent)
    client.cookies["language"] = "en"
    shown = client.get(reverse("partner_insurance")).content.decode()
    assert "30,000.00" in shown
    assert "premium" not in shown.lower()


def test_others_see_none_of_it(
    client: Client, agent: User, insurer: Organisation, charity: Organisation, member: User
) -> None:
    programme = enter(agent, insurer, charity)
    client.force_login(member)
    assert programme.name not in client.get(reverse("partner_insurance")).content.decode()


def test_the_list_costs_the_same_for_one_and_three(
    client: Client, agent: User, insurer: Organisation, charity: Organisation
) -> None:
    client.force_login(agent)
    costs_the_same(client, reverse("partner_insurance"), lambda: enter(agent, insurer, charity))
