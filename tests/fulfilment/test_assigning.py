"""Nothing is promised beyond what is wanted or what can be given, and what falls through is free again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.fulfilment.actions import assign, cancel_assignment, confirm_delivery, fail_assignment, report_delivery
from marketplace.fulfilment.capacity import supplier_of_offer
from marketplace.fulfilment.models import Assignment
from marketplace.fulfilment.states import AssignmentStatus
from marketplace.needs.actions import hold_need
from marketplace.needs.models import Need
from marketplace.needs.states import NeedStatus
from marketplace.offers.models import Offer
from tests.fulfilment.market import fill_period, make_need, make_offer
from tests.needs.city import CLOCKWORK, FakeGate
from tests.refusals import refuses


@pytest.fixture
def promise(member: User, need: Need, offer: Offer) -> Assignment:
    return assign(by=member, need=need, supplier=supplier_of_offer(offer))


def taken(offer: Offer) -> int:
    return sum(offer.periods.values_list("taken", flat=True))


def test_the_last_place_agrees_the_need(promise: Assignment, need: Need, offer: Offer) -> None:
    need.refresh_from_db()
    assert (need.status, promise.status, taken(offer)) == (NeedStatus.MATCHED, AssignmentStatus.ASSIGNED, 1)


def test_a_need_for_two_stays_open_after_the_first(
    officer: User, author: User, gate: FakeGate, member: User, offer: Offer
) -> None:
    need = make_need(officer, author, gate, helpers=2)
    assign(by=member, need=need, supplier=supplier_of_offer(offer))
    need.refresh_from_db()
    assert need.status == NeedStatus.PUBLISHED


def test_nobody_takes_a_place_that_is_gone(
    promise: Assignment, need: Need, other_member: User, other_offer: Offer
) -> None:
    refuses("NEED_FULL", lambda: assign(by=other_member, need=need, supplier=supplier_of_offer(other_offer)))
    assert (need.assignments.count(), taken(other_offer)) == (1, 0)


def test_nobody_helps_with_a_need_that_was_taken_back(need: Need, member: User, offer: Offer) -> None:
    hold_need(by=CLOCKWORK, need=need, code="REPORTED")
    refuses("NEED_FULL", lambda: assign(by=member, need=need, supplier=supplier_of_offer(offer)))
    assert taken(offer) == 0


def test_one_supplier_takes_one_place(officer: User, author: User, gate: FakeGate, member: User, offer: Offer) -> None:
    need = make_need(officer, author, gate, helpers=2)
    assign(by=member, need=need, supplier=supplier_of_offer(offer))
    refuses("ALREADY_HELPING", lambda: assign(by=member, need=need, supplier=supplier_of_offer(offer)))
    assert taken(offer) == 1


def test_an_offer_promises_no_more_than_its_calendar_says(
    officer: User, author: User, gate: FakeGate, member: User, charity: object
) -> None:
    small = make_offer(member, charity, capacity=1)  # type: ignore[arg-type]
    first, second = (make_need(officer, author, gate) for _ in range(2))
    assign(by=member, need=first, supplier=supplier_of_offer(small))
    refuses("SUPPLIER_FULL", lambda: assign(by=member, need=second, supplier=supplier_of_offer(small)))
    second.refresh_from_db()
    assert (second.status, second.assignments.count(), taken(small)) == (NeedStatus.PUBLISHED, 0, 1)


def test_an_offer_without_a_period_today_promises_nothing(need: Need, member: User, offer: Offer) -> None:
    with clock.freeze(clock.now() + timedelta(days=60)):
        refuses("SUPPLIER_FULL", lambda: assign(by=member, need=need, supplier=supplier_of_offer(offer)))
    assert need.assignments.count() == 0


def test_stepping_back_frees_both_places(promise: Assignment, need: Need, member: User, offer: Offer) -> None:
    cancel_assignment(by=member, assignment=promise, because="no_capacity")
    need.refresh_from_db()
    assert (need.status, promise.status, taken(offer)) == (NeedStatus.PUBLISHED, AssignmentStatus.CANCELLED, 0)


def test_the_place_returns_to_the_period_in_which_it_was_taken(promise: Assignment, member: User, offer: Offer) -> None:
    later = clock.today() + timedelta(days=30)
    fill_period(member, offer, 5, later)
    offer.periods.filter(starts_on=later).update(taken=2)
    with clock.freeze(clock.now() + timedelta(days=31)):
        cancel_assignment(by=member, assignment=promise, because="no_capacity")
    assert list(offer.periods.order_by("starts_on").values_list("taken", flat=True)) == [0, 2]


def test_another_helper_may_follow(
    promise: Assignment, need: Need, author: User, other_member: User, other_offer: Offer
) -> None:
    fail_assignment(by=author, assignment=promise, because="not_arrived")
    second = assign(by=other_member, need=need, supplier=supplier_of_offer(other_offer))
    assert (promise.status, second.status) == (AssignmentStatus.FAILED, AssignmentStatus.ASSIGNED)


def test_strangers_end_nothing(promise: Assignment, other_member: User) -> None:
    refuses("NOT_IN_THIS_DELIVERY", lambda: cancel_assignment(by=other_member, assignment=promise, because="other"))
    promise.refresh_from_db()
    assert promise.status == AssignmentStatus.ASSIGNED


def test_the_helper_does_not_judge_its_own_failure(promise: Assignment, member: User) -> None:
    refuses("OWN_DELIVERY", lambda: fail_assignment(by=member, assignment=promise, because="not_arrived"))
    promise.refresh_from_db()
    assert promise.status == AssignmentStatus.ASSIGNED


def test_what_has_been_delivered_is_not_taken_back(promise: Assignment, member: User, author: User) -> None:
    report_delivery(by=member, assignment=promise, delivered_on=clock.today())
    refuses("ILLEGAL_MOVE", lambda: cancel_assignment(by=member, assignment=promise, because="other"))
    confirm_delivery(by=author, assignment=promise)
    assert promise.status == AssignmentStatus.CONFIRMED
