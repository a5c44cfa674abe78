"""A partner answers: a yes becomes a promise and competing proposals lapse, a no has its reason."""

from __future__ import annotations

from datetime import timedelta

import pytest

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.fulfilment.models import Assignment
from marketplace.needs.models import Need
from marketplace.needs.states import NeedStatus
from marketplace.offers.models import Offer
from marketplace.organisations.models import Organisation
from matching.actions import accept_proposal, decline_proposal, expire_proposals, lapse_proposals
from matching.models import Proposal, Response
from matching.states import DeclineReason, ProposalStatus
from tests.fulfilment.market import make_need, make_offer, propose_to
from tests.matching.conftest import Fund, Funds
from tests.needs.city import CLOCKWORK, FakeGate
from tests.refusals import refuses


@pytest.fixture
def proposal(offer: Offer, need: Need) -> Proposal:
    return propose_to(offer, need)


@pytest.fixture
def rival(other_offer: Offer, need: Need) -> Proposal:
    return propose_to(other_offer, need)


def status_of(proposal: Proposal) -> str:
    return Proposal.objects.values_list("status", flat=True).get(pk=proposal.pk)


def test_a_yes_becomes_a_promise(proposal: Proposal, need: Need, member: User) -> None:
    promise = accept_proposal(by=member, proposal=proposal, quantity="两台")
    need.refresh_from_db()
    proposal.refresh_from_db()
    assert (proposal.assignment, promise.quantity, need.status) == (promise, "两台", NeedStatus.MATCHED)


def test_competing_proposals_lapse_when_the_last_place_is_promised(
    proposal: Proposal, rival: Proposal, member: User, other_member: User
) -> None:
    accept_proposal(by=member, proposal=proposal)
    assert status_of(rival) == ProposalStatus.LAPSED
    refuses("NEED_FULL", lambda: accept_proposal(by=other_member, proposal=rival))
    assert Assignment.objects.count() == 1


def test_a_page_that_was_open_too_long_is_told_the_same(
    proposal: Proposal, rival: Proposal, member: User, other_member: User
) -> None:
    stale = Proposal.objects.select_related("organisation").get(pk=rival.pk)
    accept_proposal(by=member, proposal=proposal)
    assert stale.status == ProposalStatus.PROPOSED  # what the other partner still sees
    refuses("NEED_FULL", lambda: accept_proposal(by=other_member, proposal=stale))


def test_proposals_stay_while_a_place_is_left(
    officer: User, author: User, gate: FakeGate, member: User, offer: Offer, other_offer: Offer
) -> None:
    need = make_need(officer, author, gate, helpers=2)
    ours, theirs = propose_to(offer, need), propose_to(other_offer, need)
    accept_proposal(by=member, proposal=ours)
    assert status_of(theirs) == ProposalStatus.PROPOSED


def test_a_full_supplier_promises_nothing_and_its_proposal_stays(
    member: User, charity: Organisation, need: Need
) -> None:
    proposal = propose_to(make_offer(member, charity, capacity=0), need)
    refuses("SUPPLIER_FULL", lambda: accept_proposal(by=member, proposal=proposal))
    need.refresh_from_db()
    assert (status_of(proposal), need.status) == (ProposalStatus.PROPOSED, NeedStatus.PUBLISHED)
    assert not Assignment.objects.exists()
    assert not Response.objects.exists()


def test_one_of_the_organisations_open_funds_may_pay(
    proposal: Proposal, member: User, charity: Organisation, funds: Funds
) -> None:
    funds.funds = [Fund("fund-of-ours", charity.pk)]
    promise = accept_proposal(by=member, proposal=proposal, fund_reference="fund-of-ours")
    assert (promise.fund_reference, Response.objects.get().fund_reference) == ("fund-of-ours", "fund-of-ours")


def test_no_other_fund_pays(
    proposal: Proposal, member: User, charity: Organisation, other_charity: Organisation, funds: Funds
) -> None:
    funds.funds = [Fund("empty", charity.pk, balance_band=None), Fund("theirs", other_charity.pk)]
    for reference in ("empty", "theirs", "unknown"):
        refuses("FUND_NOT_YOURS", lambda: accept_proposal(by=member, proposal=proposal, fund_reference=reference))  # noqa: B023
    assert status_of(proposal) == ProposalStatus.PROPOSED


def test_only_members_answer(proposal: Proposal, other_member: User) -> None:
    refuses("NOT_A_MEMBER", lambda: accept_proposal(by=other_member, proposal=proposal))
    refuses("NOT_A_MEMBER", lambda: decline_proposal(by=other_member, proposal=proposal, reason="too_far"))
    assert status_of(proposal) == ProposalStatus.PROPOSED


def test_after_its_time_nobody_answers(proposal: Proposal, member: User) -> None:
    with clock.freeze(proposal.expires_at):
        refuses("PROPOSAL_EXPIRED", lambda: accept_proposal(by=member, proposal=proposal))
    assert not Assignment.objects.exists()


def test_nobody_answers_twice(proposal: Proposal, member: User) -> None:
    decline_proposal(by=member, proposal=proposal, reason=DeclineReason.TOO_FAR)
    refuses("ILLEGAL_MOVE", lambda: accept_proposal(by=member, proposal=proposal))
    assert Response.objects.count() == 1


def test_a_no_keeps_its_reason(proposal: Proposal, member: User) -> None:
    response = decline_proposal(by=member, proposal=proposal, reason=DeclineReason.TOO_FAR, comment="本月没有车。")
    assert (status_of(proposal), response.reason) == (ProposalStatus.DECLINED, DeclineReason.TOO_FAR)


def test_a_comment_that_names_somebody_is_not_kept(proposal: Proposal, member: User) -> None:
    refuses(
        "TEXT_MAY_IDENTIFY",
        lambda: decline_proposal(by=member, proposal=proposal, reason="other", comment="请打13800000000"),
    )
    assert status_of(proposal) == ProposalStatus.PROPOSED


def test_the_sweep_closes_what_nobody_answered(proposal: Proposal, rival: Proposal) -> None:
    Proposal.objects.filter(pk=rival.pk).update(expires_at=proposal.expires_at + timedelta(days=1))
    with clock.freeze(proposal.expires_at):
        assert expire_proposals() == 1
        assert expire_proposals() == 0
    assert (status_of(proposal), status_of(rival)) == (ProposalStatus.EXPIRED, ProposalStatus.PROPOSED)


def test_a_need_taken_back_is_proposed_to_nobody(proposal: Proposal, rival: Proposal, need: Need) -> None:
    assert lapse_proposals(by=CLOCKWORK, need=need) == 2
    assert {status_of(proposal), status_of(rival)} == {ProposalStatus.LAPSED}
