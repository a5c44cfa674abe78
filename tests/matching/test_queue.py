"""The waiting list follows the policy, and who waits for a kind is told once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.events.dispatch import deliver_due
from marketplace.fulfilment.actions import assign, cancel_assignment
from marketplace.fulfilment.capacity import supplier_of_offer
from marketplace.needs.models import Need
from marketplace.notifications.models import Notice
from marketplace.offers.models import Offer
from marketplace.organisations.models import Organisation
from matching.actions import await_need, stop_awaiting
from matching.models import Awaiting
from matching.policies import DEFAULT_POLICY, PolicyBroken, load_policy
from matching.policies.reading import to_queue
from matching.queue import waiting_list
from tests.casework.factories import caseworker
from tests.casework.sites import Site
from tests.fulfilment.market import make_need, make_offer
from tests.matching.confidence import private_need
from tests.needs.city import FakeGate
from tests.refusals import refuses

pytestmark = pytest.mark.django_db


def order() -> list[tuple[str, int, int]]:
    return [(place.need.reference, place.number, place.of) for place in waiting_list(load_policy(DEFAULT_POLICY))]


def made(officer: User, author: User, gate: FakeGate, *, urgency: str = "medium", days: int = 0) -> Need:
    need = make_need(officer, author, gate)
    Need.objects.filter(pk=need.pk).update(
        urgency_band=urgency, released_at=clock.now() - timedelta(days=days, minutes=1)
    )
    return need


def test_urgent_before_long_waiting_before_new_and_of_equals_the_older_first(
    officer: User, author: User, gate: FakeGate
) -> None:
    new = made(officer, author, gate)
    older = made(officer, author, gate, days=3)
    waiting = made(officer, author, gate, days=90)
    urgent = made(officer, author, gate, urgency="high", days=90)
    expected = [urgent, waiting, older, new]
    assert order() == [(need.reference, number, 4) for number, need in enumerate(expected, start=1)]


def test_the_parts_are_those_of_the_policy_and_add_up(officer: User, author: User, gate: FakeGate) -> None:
    made(officer, author, gate, urgency="high", days=90)
    policy = load_policy(DEFAULT_POLICY)
    (place,) = waiting_list(policy)
    assert tuple(place.parts) == policy.queue == ("urgency", "waiting", "equity")
    (by_urgency,) = waiting_list(replace(policy, queue=("urgency",)))
    assert by_urgency.points == f"{policy.weights['urgency']:.1f}"


def test_a_policy_with_a_part_that_depends_on_the_helper_is_refused() -> None:
    for parts in (["distance"], [], ["urgency", "urgency"]):
        with pytest.raises(ValueError, match="queue"):
            to_queue({"parts": parts})
    assert issubclass(PolicyBroken, Exception)


def test_a_promised_need_leaves_the_list_and_a_private_one_is_on_it(
    officer: User, author: User, gate: FakeGate, member: User, offer: Offer
) -> None:
    need = made(officer, author, gate)
    assert [row[0] for row in order()] == [need.reference]
    assign(by=member, need=need, supplier=supplier_of_offer(offer))
    assert order() == []


def test_a_caseworker_reads_the_place_of_an_own_need_and_why() -> None:
    worker = caseworker()
    need = private_need(worker)
    page = Site(worker).shows(f"/matching/waiting/?need={need.reference}")
    assert "第1位，共1项（物资）" in page
    assert need.reference not in Site(caseworker("330212")).shows("/matching/waiting/")


def test_for_partners_there_is_no_waiting_list(member: User) -> None:
    Site(member).shows("/matching/waiting/", 404)


def test_who_waits_is_told_once_when_a_place_becomes_free(
    need: Need, offer: Offer, member: User, other_offer: Offer, other_member: User, other_charity: Organisation
) -> None:
    promise = assign(by=member, need=need, supplier=supplier_of_offer(offer))
    await_need(by=other_member, organisation=other_charity, need_kind="goods")
    cancel_assignment(by=member, assignment=promise, because="no_capacity")
    deliver_due()
    deliver_due()
    assert Notice.objects.filter(user=other_member, kind="need_is_free").count() == 1
    assert Awaiting.objects.get().ended_at is not None


def test_who_is_still_full_goes_on_waiting(
    need: Need, offer: Offer, member: User, other_member: User, other_charity: Organisation
) -> None:
    full = make_offer(other_member, other_charity, capacity=1)
    full.periods.update(taken=1)
    promise = assign(by=member, need=need, supplier=supplier_of_offer(offer))
    await_need(by=other_member, organisation=other_charity, need_kind="goods")
    cancel_assignment(by=member, assignment=promise, because="no_capacity")
    deliver_due()
    assert not Notice.objects.filter(kind="need_is_free").exists()
    assert Awaiting.objects.get().ended_at is None


def test_waiting_needs_an_offer_a_member_and_only_one_place_on_the_list(
    offer: Offer, member: User, other_member: User, charity: Organisation
) -> None:
    refuses("NOT_A_MEMBER", lambda: await_need(by=other_member, organisation=charity, need_kind="goods"))
    refuses("NO_OFFER", lambda: await_need(by=member, organisation=charity, need_kind="pairing"))
    assert not Awaiting.objects.exists()
    await_need(by=member, organisation=charity, need_kind="goods")
    refuses("WAITS_ALREADY", lambda: await_need(by=member, organisation=charity, need_kind="goods"))
    assert Awaiting.objects.count() == 1
    stop_awaiting(by=member, organisation=charity, need_kind="goods")
    assert Awaiting.objects.get().ended_at is not None


def test_the_page_puts_an_organisation_on_the_list_and_takes_it_off(offer: Offer, member: User) -> None:
    site, sent = Client(), {"organisation": offer.organisation.reference, "kind": "goods"}
    site.force_login(member)
    assert site.post("/partner/waiting/", {**sent, "do": "wait"}).status_code == 302
    assert "您正在等待" in site.get("/partner/waiting/").content.decode()
    assert site.post("/partner/waiting/", {**sent, "do": "stop"}).status_code == 302
    assert site.post("/partner/waiting/", {**sent, "do": "wait", "kind": "pairing"}).status_code == 409
    assert Awaiting.objects.filter(ended_at__isnull=True).count() == 0
