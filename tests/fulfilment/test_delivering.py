"""The helper reports, somebody else confirms, and only then has the household got it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.fulfilment.actions import (
    assign,
    confirm_delivery,
    dispute_delivery,
    report_delivery,
    start_assignment,
)
from marketplace.fulfilment.capacity import supplier_of_offer
from marketplace.fulfilment.models import Assignment, Confirmation, Delivery
from marketplace.fulfilment.states import AssignmentStatus
from marketplace.needs.models import Need
from marketplace.needs.states import NeedStatus
from marketplace.offers.models import Offer
from marketplace.organisations.actions import add_member
from marketplace.organisations.models import MemberRole, Organisation
from tests.fulfilment.market import make_need
from tests.needs.city import FakeGate
from tests.refusals import refuses


@pytest.fixture
def promise(member: User, need: Need, offer: Offer) -> Assignment:
    return assign(by=member, need=need, supplier=supplier_of_offer(offer))


@pytest.fixture
def reported(promise: Assignment, member: User) -> Assignment:
    report_delivery(by=member, assignment=promise, delivered_on=clock.today(), note="已送到便民中心。")
    return promise


def test_a_need_is_under_way_when_its_helper_begins(promise: Assignment, need: Need, member: User) -> None:
    start_assignment(by=member, assignment=promise)
    need.refresh_from_db()
    assert (promise.status, need.status) == (AssignmentStatus.UNDER_WAY, NeedStatus.DELIVERING)


def test_the_caseworker_confirms_and_the_need_is_delivered(reported: Assignment, need: Need, author: User) -> None:
    confirm_delivery(by=author, assignment=reported)
    need.refresh_from_db()
    assert (reported.status, need.status) == (AssignmentStatus.CONFIRMED, NeedStatus.DELIVERED)


def test_an_officer_may_confirm_too(reported: Assignment, officer: User) -> None:
    confirm_delivery(by=officer, assignment=reported, outcome="in_part")
    assert Confirmation.objects.get(assignment=reported).outcome == "in_part"


def test_the_helper_never_confirms_its_own_delivery(
    reported: Assignment, member: User, officer: User, charity: Organisation
) -> None:
    refuses("OWN_DELIVERY", lambda: confirm_delivery(by=member, assignment=reported))
    add_member(by=None, organisation=charity, user=officer, role=MemberRole.MANAGER)  # an officer in two roles
    refuses("OWN_DELIVERY", lambda: confirm_delivery(by=officer, assignment=reported))
    assert not Confirmation.objects.exists()


def test_strangers_neither_confirm_nor_report(reported: Assignment, other_member: User) -> None:
    refuses("NOT_THE_CASEWORKER", lambda: confirm_delivery(by=other_member, assignment=reported))
    refuses("NOT_THE_CASEWORKER", lambda: dispute_delivery(by=other_member, assignment=reported, because="damaged"))
    refuses("NOT_THE_HELPER", lambda: start_assignment(by=other_member, assignment=reported))
    reported.refresh_from_db()
    assert reported.status == AssignmentStatus.DELIVERED


def test_every_helper_must_be_confirmed_before_the_need_is_delivered(
    officer: User, author: User, gate: FakeGate, member: User, offer: Offer, other_member: User, other_offer: Offer
) -> None:
    need = make_need(officer, author, gate, helpers=2)
    ours = assign(by=member, need=need, supplier=supplier_of_offer(offer))
    theirs = assign(by=other_member, need=need, supplier=supplier_of_offer(other_offer))
    for by, each in ((member, ours), (other_member, theirs)):
        report_delivery(by=by, assignment=each, delivered_on=clock.today())
    confirm_delivery(by=author, assignment=ours)
    need.refresh_from_db()
    assert need.status == NeedStatus.DELIVERING
    confirm_delivery(by=author, assignment=theirs)
    need.refresh_from_db()
    assert need.status == NeedStatus.DELIVERED


def test_what_did_not_arrive_goes_back_to_the_helper(reported: Assignment, member: User, author: User) -> None:
    dispute_delivery(by=author, assignment=reported, because="incomplete")
    assert reported.status == AssignmentStatus.UNDER_WAY
    report_delivery(by=member, assignment=reported, delivered_on=clock.today())
    assert (reported.status, reported.deliveries.count()) == (AssignmentStatus.DELIVERED, 2)


@pytest.mark.parametrize(("days", "code"), [(1, "DELIVERY_IN_FUTURE"), (-1, "DELIVERY_BEFORE_PROMISE")])
def test_a_delivery_lies_between_the_promise_and_today(promise: Assignment, member: User, days: int, code: str) -> None:
    day = clock.today() + timedelta(days=days)
    refuses(code, lambda: report_delivery(by=member, assignment=promise, delivered_on=day))
    promise.refresh_from_db()
    assert (promise.status, Delivery.objects.count()) == (AssignmentStatus.ASSIGNED, 0)


def test_a_note_that_names_somebody_is_not_kept(promise: Assignment, member: User) -> None:
    note = "联系电话13800000000"
    refuses(
        "TEXT_MAY_IDENTIFY",
        lambda: report_delivery(by=member, assignment=promise, delivered_on=clock.today(), note=note),
    )
    promise.refresh_from_db()
    assert (promise.status, Delivery.objects.count()) == (AssignmentStatus.ASSIGNED, 0)


def test_nothing_is_confirmed_twice(reported: Assignment, author: User, officer: User) -> None:
    confirm_delivery(by=author, assignment=reported)
    refuses("ILLEGAL_MOVE", lambda: confirm_delivery(by=officer, assignment=reported))
    assert Confirmation.objects.count() == 1
