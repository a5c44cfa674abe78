"""Whoever brings a part leaves the rest open for others: one more place, never more than that."""

from __future__ import annotations

import pytest

from marketplace.accounts.models import User
from marketplace.fulfilment.actions import assign, cancel_assignment
from marketplace.fulfilment.capacity import supplier_of_offer
from marketplace.fulfilment.models import Assignment
from marketplace.fulfilment.places import places_left
from marketplace.needs.models import Need
from marketplace.needs.states import NeedStatus
from marketplace.offers.models import Offer
from matching.actions import accept_proposal
from matching.models import Proposal
from tests.fulfilment.market import make_need, propose_to
from tests.needs.city import FakeGate
from tests.refusals import refuses


@pytest.fixture
def part(member: User, need: Need, offer: Offer) -> Assignment:
    return accept_proposal(by=member, proposal=propose_to(offer, need), quantity="一台", is_part=True)


def test_a_part_leaves_one_place_for_the_rest(
    part: Assignment, need: Need, other_member: User, other_offer: Offer
) -> None:
    need.refresh_from_db()
    assert (part.quantity, need.helpers, need.status, places_left(need)) == ("一台", 2, NeedStatus.PUBLISHED, 1)
    accept_proposal(by=other_member, proposal=propose_to(other_offer, need))
    need.refresh_from_db()
    assert (need.helpers, need.status, places_left(need)) == (2, NeedStatus.MATCHED, 0)


def test_a_part_that_falls_through_joins_the_open_rest(part: Assignment, need: Need, member: User) -> None:
    cancel_assignment(by=member, assignment=part, because="no_capacity")
    need.refresh_from_db()
    assert (need.helpers, places_left(need), need.status) == (1, 1, NeedStatus.PUBLISHED)


def test_a_part_that_falls_through_is_open_when_the_rest_is_promised(
    part: Assignment, need: Need, member: User, other_member: User, other_offer: Offer
) -> None:
    assign(by=other_member, need=need, supplier=supplier_of_offer(other_offer))
    cancel_assignment(by=member, assignment=part, because="no_capacity")
    need.refresh_from_db()
    assert (need.helpers, places_left(need), need.status) == (2, 1, NeedStatus.PUBLISHED)


def test_only_goods_are_divided(officer: User, author: User, gate: FakeGate, member: User, offer: Offer) -> None:
    service = make_need(officer, author, gate, need_kind="service")
    refuses(
        "NOT_DIVISIBLE",
        lambda: assign(by=member, need=service, supplier=supplier_of_offer(offer), quantity="半天", is_part=True),
    )
    service.refresh_from_db()
    assert (service.helpers, service.assignments.count(), offer.periods.get().taken) == (1, 0, 0)


@pytest.mark.parametrize(("quantity", "code"), [("", "PART_NOT_TOLD"), ("问13800000000", "TEXT_MAY_IDENTIFY")])
def test_a_part_is_told_in_words_that_name_nobody(
    need: Need, member: User, offer: Offer, quantity: str, code: str
) -> None:
    proposal = propose_to(offer, need)
    refuses(code, lambda: accept_proposal(by=member, proposal=proposal, quantity=quantity, is_part=True))
    need.refresh_from_db()
    assert (need.helpers, need.assignments.count(), Proposal.objects.get().status) == (1, 0, "proposed")


def test_a_need_is_not_divided_endlessly(need: Need, member: User, offer: Offer) -> None:
    Need.objects.filter(pk=need.pk).update(helpers=12)
    refuses(
        "TOO_MANY_PARTS",
        lambda: assign(by=member, need=need, supplier=supplier_of_offer(offer), quantity="一台", is_part=True),
    )
    need.refresh_from_db()
    assert (need.helpers, need.assignments.count()) == (12, 0)
