"""The public register of organisations."""

from __future__ import annotations

from itertools import count

from django.test import Client
from django.urls import reverse

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.organisations import actions
from marketplace.organisations.models import CapabilityKind, Organisation
from marketplace.organisations.states import OrganisationStatus
from tests.counting import costs_the_same
from tests.fulfilment.market import make_organisation


def test_the_profile_says_what_was_verified_and_not_what_is_only_claimed(client: Client, charity: Organisation) -> None:
    actions.claim_capability(
        by=None,
        organisation=charity,
        kind=CapabilityKind.INSURER,
        valid_from=clock.today(),
        certificate_number="CLAIMED-7",
    )
    client.cookies["language"] = "en"
    shown = client.get(reverse("organisation", args=[charity.reference])).content.decode()
    assert charity.credit_code in shown
    assert f"{charity.name} in English" in shown
    assert "CLAIMED-7" not in shown


def test_who_is_not_admitted_has_no_page(client: Client, charity: Organisation) -> None:
    url = reverse("organisation", args=[charity.reference])
    for status, expected in [
        (OrganisationStatus.APPLIED, 404),
        (OrganisationStatus.CLOSED, 404),
        (OrganisationStatus.SUSPENDED, 200),
    ]:
        Organisation.objects.filter(pk=charity.pk).update(status=status)
        assert client.get(url).status_code == expected, status


def test_the_list_finds_by_words_code_and_kind(client: Client, officer: User, charity: Organisation) -> None:
    insurer = make_organisation("某保险公司", officer, capability=CapabilityKind.INSURER, kind="insurer")
    for query, found in [
        ({"q": "保险"}, insurer),
        ({"q": charity.credit_code.lower()}, charity),
        ({"kind": "insurer"}, insurer),
        ({"kind": "charity"}, charity),
    ]:
        shown = client.get(reverse("organisations"), query).content.decode()
        other = charity if found == insurer else insurer
        assert found.reference in shown, query
        assert other.reference not in shown, query


def test_an_empty_answer_says_what_to_do(client: Client, charity: Organisation) -> None:
    client.cookies["language"] = "en"
    assert "No organisation matches" in client.get(reverse("organisations"), {"q": "无此机构"}).content.decode()


def test_the_list_costs_the_same_for_one_and_three(client: Client, officer: User) -> None:
    number = count()
    costs_the_same(client, reverse("organisations"), lambda: make_organisation(f"机构 {next(number)}", officer))


def test_pages_keep_the_question(client: Client, officer: User) -> None:
    for number in range(21):
        make_organisation(f"机构 {number:02d}", officer)
    shown = client.get(reverse("organisations"), {"q": "机构"}).content.decode()
    assert "page=2" in shown
    second = client.get(reverse("organisations"), {"q": "机构", "page": "2"}).content.decode()
    assert "机构 20" in second
    assert client.get(reverse("organisations"), {"page": "nonsense"}).status_code == 200
