"""Proposals and runs on screen."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from marketplace.accounts.models import Role, User
from marketplace.fulfilment.models import Assignment
from marketplace.needs.actions import hold_need
from marketplace.needs.models import Need
from marketplace.offers.models import Offer
from marketplace.organisations.models import Organisation
from matching.actions import accept_proposal
from matching.models import MatchRun, Proposal
from matching.states import ProposalStatus
from tests.counting import costs_the_same
from tests.fulfilment.market import make_need, propose_to
from tests.matching.conftest import Fund, Funds
from tests.needs.city import CLOCKWORK, FakeGate, make_user

pytestmark = pytest.mark.usefixtures("funds", "register")


@pytest.fixture
def proposal(offer: Offer, need: Need) -> Proposal:
    return propose_to(offer, need)


@pytest.fixture
def partner(client: Client, member: User) -> Client:
    client.force_login(member)
    return client


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(proposal: Proposal) -> str:
    return reverse("proposal", args=[proposal.reference])


def test_a_partner_reads_the_need_and_why(partner: Client, proposal: Proposal, need: Need) -> None:
    partner.cookies["language"] = "en"
    shown = partner.get(page_of(proposal)).content.decode()
    assert need.text in shown
    assert "The need is urgent." in shown


def test_a_partner_accepts_with_a_fund(
    partner: Client, proposal: Proposal, charity: Organisation, funds: Funds
) -> None:
    funds.funds = [Fund("ours", charity.pk)]
    answer = partner.post(page_of(proposal), {"answer": "accept", "accept-fund": "ours"})
    promise = Assignment.objects.get()
    assert answer["Location"] == reverse("assignment", args=[promise.reference])
    assert promise.fund_reference == "ours"


def test_a_fund_that_is_not_listed_is_refused(
    partner: Client, proposal: Proposal, other_charity: Organisation, funds: Funds
) -> None:
    funds.funds = [Fund("theirs", other_charity.pk)]
    assert partner.post(page_of(proposal), {"answer": "accept", "accept-fund": "theirs"}).status_code == 422
    assert not Assignment.objects.exists()


def test_declining_needs_a_reason_and_keeps_the_comment(partner: Client, proposal: Proposal) -> None:
    form = {"answer": "decline", "decline-comment": "下个月可以。"}
    answer = partner.post(page_of(proposal), form)
    assert answer.status_code == 422
    assert "下个月可以。" in answer.content.decode()
    assert partner.post(page_of(proposal), form | {"decline-reason": "no_capacity"}).status_code == 302
    proposal.refresh_from_db()
    assert proposal.status == ProposalStatus.DECLINED


def test_whoever_comes_too_late_is_told_so_on_the_page(
    partner: Client, proposal: Proposal, other_offer: Offer, other_member: User, need: Need
) -> None:
    accept_proposal(by=other_member, proposal=propose_to(other_offer, need))
    answer = partner.post(page_of(proposal), {"answer": "accept"})
    assert answer.status_code == 409
    assert 'role="alert"' in answer.content.decode()
    assert Assignment.objects.count() == 1


def test_the_words_of_a_need_taken_back_are_not_read_here(partner: Client, proposal: Proposal, need: Need) -> None:
    hold_need(by=CLOCKWORK, need=need, code="REPORTED")
    for url in (page_of(proposal), reverse("proposals")):
        shown = partner.get(url).content.decode()
        assert need.text not in shown
        assert need.title not in shown


def test_other_organisations_find_nothing(proposal: Proposal, other_member: User) -> None:
    stranger = as_user(other_member)
    assert stranger.get(page_of(proposal)).status_code == 404
    assert stranger.post(page_of(proposal), {"answer": "accept"}).status_code == 404
    assert not Assignment.objects.exists()


def test_the_list_costs_the_same_for_one_and_three(
    partner: Client, offer: Offer, officer: User, author: User, gate: FakeGate
) -> None:
    costs_the_same(partner, reverse("proposals"), lambda: propose_to(offer, make_need(officer, author, gate)))


def test_an_officer_starts_a_run_and_reads_its_pairs(officer: User, need: Need, offer: Offer) -> None:
    client = as_user(officer)
    answer = client.post(reverse("match_runs"))
    run = MatchRun.objects.get()
    assert answer["Location"] == reverse("match_run", args=[run.reference])
    shown = client.get(answer["Location"]).content.decode()
    assert need.title in shown
    assert offer.title in shown


def test_a_run_page_costs_the_same_for_one_and_three(officer: User, author: User, gate: FakeGate, offer: Offer) -> None:
    run = MatchRun.objects.create(
        policy="default", needs=3, suppliers=1, pairs=3, objective=1, upper_bound=1, gap=0, seconds=0
    )
    costs_the_same(
        as_user(officer),
        reverse("match_run", args=[run.reference]),
        lambda: propose_to(offer, make_need(officer, author, gate), run=run),
    )


def test_why_a_need_is_paired_names_helpers_and_refusals(
    officer: User, need: Need, offer: Offer, member: User, charity: Organisation
) -> None:
    client = as_user(officer)
    client.cookies["language"] = "en"
    shown = client.get(reverse("need_explained", args=[need.reference])).content.decode()
    assert offer.title in shown
    assert "would be proposed" in shown


def test_a_need_that_is_not_open_is_said_to_be_so(officer: User) -> None:
    assert as_user(officer).get(reverse("need_explained", args=["unknown"])).status_code == 404


def test_partners_and_caseworkers_find_no_runs(proposal: Proposal, member: User, author: User, need: Need) -> None:
    for user in (member, author):
        for url in (
            reverse("match_runs"),
            reverse("match_run", args=[proposal.run.reference]),
            reverse("need_explained", args=[need.reference]),
        ):
            assert as_user(user).get(url).status_code == 404, (user, url)
    assert as_user(member).post(reverse("match_runs")).status_code == 404


def test_an_auditor_reads_runs_and_starts_none(proposal: Proposal) -> None:
    client = as_user(make_user("auditor", Role.AUDITOR))
    assert client.get(reverse("match_run", args=[proposal.run.reference])).status_code == 200
    assert client.post(reverse("match_runs")).status_code == 409
    assert MatchRun.objects.count() == 1
