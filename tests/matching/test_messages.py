"""Partners learn of proposals once, and nobody waits for what is answered."""

from __future__ import annotations

import pytest

from marketplace.accounts.models import User
from marketplace.common.actors import SystemActor
from marketplace.common.events import dispatch
from marketplace.common.events.models import OutboxMessage
from marketplace.needs.actions import hold_need
from marketplace.needs.models import Need
from marketplace.notifications.models import Notice, WorkItem
from marketplace.offers.models import Offer
from matching.actions import accept_proposal, decline_proposal, run_match
from matching.models import Proposal
from matching.states import ProposalStatus
from tests.fulfilment.market import make_need
from tests.needs.city import CLOCKWORK, FakeGate

pytestmark = pytest.mark.usefixtures("funds", "register")


@pytest.fixture
def told(officer: User, author: User, gate: FakeGate, member: User, offer: Offer) -> list[Proposal]:
    """Two needs are proposed, and the partners have been told, twice."""
    for _number in range(2):
        make_need(officer, author, gate)
    run_match(by=SystemActor("test"))
    dispatch.deliver_due()
    OutboxMessage.objects.update(delivered_at=None)
    dispatch.deliver_due()
    return list(Proposal.objects.order_by("pk"))


def waiting(user: User) -> int:
    return WorkItem.objects.filter(user=user, kind="answer_proposals", done_at__isnull=True).count()


def test_members_are_told_once_how_many(told: list[Proposal], member: User) -> None:
    notice = Notice.objects.get(user=member, kind="needs_proposed")
    assert notice.params["count"] == 2
    assert waiting(member) == 1


def test_the_work_ends_with_the_last_answer(told: list[Proposal], member: User) -> None:
    accept_proposal(by=member, proposal=told[0])
    dispatch.deliver_due()
    assert waiting(member) == 1
    decline_proposal(by=member, proposal=told[1], reason="too_far")
    dispatch.deliver_due()
    assert waiting(member) == 0


def test_a_need_taken_back_takes_its_proposal_along(told: list[Proposal], member: User) -> None:
    for proposal in told:
        hold_need(by=CLOCKWORK, need=Need.objects.get(pk=proposal.need_id), code="REPORTED")
    dispatch.deliver_due()
    dispatch.deliver_due()
    assert set(Proposal.objects.values_list("status", flat=True)) == {ProposalStatus.LAPSED}
    assert waiting(member) == 0
