"""Caseworkers and helpers learn what becomes of a promise, once, in words that name nobody."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.events import dispatch
from marketplace.common.events.models import OutboxMessage
from marketplace.fulfilment.actions import (
    assign,
    cancel_assignment,
    claim_wish,
    confirm_delivery,
    dispute_delivery,
    report_delivery,
    start_assignment,
)
from marketplace.fulfilment.capacity import supplier_of_offer
from marketplace.fulfilment.models import Assignment
from marketplace.fulfilment.states import AssignmentStatus
from marketplace.needs.actions import withdraw_need
from marketplace.needs.models import Need
from marketplace.needs.states import NeedStatus
from marketplace.notifications.models import Notice, WorkItem
from marketplace.offers.models import Offer
from marketplace.offers.queries import offers_with_a_place


@pytest.fixture
def promise(member: User, need: Need, offer: Offer) -> Assignment:
    return assign(by=member, need=need, supplier=supplier_of_offer(offer))


def hear() -> None:
    """Deliver everything that waits, and then all of it once more, as a crash would."""
    dispatch.deliver_due()
    assert not OutboxMessage.objects.filter(parked_at__isnull=False).exists()
    OutboxMessage.objects.update(delivered_at=None)
    dispatch.deliver_due()


def notices(user: User) -> list[str]:
    """What was told of promises; that an offer was approved is another story."""
    told = Notice.objects.filter(user=user).exclude(kind="offer_approved")
    return list(told.order_by("pk").values_list("kind", flat=True))


def work(user: User) -> list[str]:
    return list(WorkItem.objects.filter(user=user, done_at__isnull=True).order_by("pk").values_list("kind", flat=True))


def test_a_promise_is_told_to_the_author_and_waits_for_the_helper(
    promise: Assignment, author: User, member: User
) -> None:
    hear()
    assert notices(author).count("help_promised") == 1
    assert work(member) == ["deliver_help"]


def test_a_report_waits_for_the_caseworker_until_confirmed(promise: Assignment, author: User, member: User) -> None:
    report_delivery(by=member, assignment=promise, delivered_on=clock.today())
    hear()
    assert (work(author), work(member)) == (["confirm_delivery"], [])
    confirm_delivery(by=author, assignment=promise)
    hear()
    assert work(author) == ["evaluate_help"]
    assert notices(member) == ["delivery_confirmed"]


def test_a_dispute_gives_the_work_back_to_the_helper(promise: Assignment, author: User, member: User) -> None:
    start_assignment(by=member, assignment=promise)
    report_delivery(by=member, assignment=promise, delivered_on=clock.today())
    dispatch.deliver_due()
    dispute_delivery(by=author, assignment=promise, because="damaged")
    dispatch.deliver_due()
    assert (work(author), work(member)) == ([], ["deliver_help"])
    assert notices(member) == ["delivery_disputed"]


def test_both_learn_that_help_has_ended(promise: Assignment, author: User, member: User) -> None:
    cancel_assignment(by=member, assignment=promise, because="no_capacity")
    hear()
    assert notices(author).count("help_ended") == 1
    assert notices(member) == ["help_ended"]
    assert work(member) == []


def test_members_know_until_when_a_wish_is_held(need: Need, member: User, offer: Offer, other_member: User) -> None:
    claim_wish(by=member, need=need, offer=offer)
    hear()
    assert (notices(member), notices(other_member)) == (["wish_held"], [])


def test_nobody_goes_to_a_household_that_took_its_need_back(
    promise: Assignment, author: User, member: User, offer: Offer
) -> None:
    withdraw_need(by=author, need=promise.need, because="consent_withdrawn")
    hear()
    promise.refresh_from_db()
    assert promise.status == AssignmentStatus.CANCELLED
    assert notices(member) == ["help_not_wanted"]
    assert work(member) == []
    assert promise.need.status == NeedStatus.WITHDRAWN
    assert offers_with_a_place().filter(pk=offer.pk).exists()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_sentence_is_said_in_both_languages(
    promise: Assignment, need: Need, author: User, member: User, language: str
) -> None:
    report_delivery(by=member, assignment=promise, delivered_on=clock.today())
    dispatch.deliver_due()
    dispute_delivery(by=author, assignment=promise, because="damaged")
    dispatch.deliver_due()
    rows = [*Notice.objects.all(), *WorkItem.objects.all()]
    assert len(rows) >= 4
    with translation.override(language):
        for row in rows:
            said = render_to_string(f"notice/{row.kind}.txt", row.params).strip()
            assert said
            assert need.title not in said
