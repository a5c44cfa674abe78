"""Whom we tell around a hand-over: the caseworker once, the helper without a word about the household."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from marketplace.accounts.models import User
from marketplace.casework.actions import choose_window, release_contact
from marketplace.common import clock
from marketplace.common.events.dispatch import deliver_due
from marketplace.common.events.models import OutboxMessage
from marketplace.fulfilment.actions import cancel_assignment
from marketplace.fulfilment.models import Assignment
from marketplace.notifications.models import Notice, WorkItem
from marketplace.organisations.models import Membership
from tests.casework.factories import neighbours, published, registered
from tests.casework.promises import charity, member_of, promised

pytestmark = pytest.mark.django_db
CANARIES = ("金丝雀", "13900139000", "雀巢村")


@pytest.fixture
def assignment(worker: User) -> Assignment:
    neighbours(worker, 20)
    case = registered(worker, head_name="金丝雀", phone="13900139000", address="雀巢村1组1号")
    made = promised(published(worker, case), charity())
    deliver_due()
    return made


def release(worker: User, assignment: Assignment) -> None:
    until = clock.now() + timedelta(days=3)
    release_contact(by=worker, assignment=assignment, fields=["head_name", "phone"], until=until)


def open_work_of(user: User) -> list[WorkItem]:
    return list(WorkItem.objects.filter(user=user, kind="hand_over", done_at__isnull=True))


def test_a_promise_asks_the_need_s_caseworker_to_arrange_the_hand_over(worker: User, assignment: Assignment) -> None:
    (item,) = open_work_of(worker)
    assert item.url == f"/casework/hand-over/{assignment.reference}/"
    assert item.subject == f"assignment:{assignment.reference}"
    assert item.due_at is not None
    assert timedelta(days=2) < item.due_at - clock.now() <= timedelta(days=3)


def test_heard_twice_it_is_asked_once_and_never_again_when_settled(worker: User, assignment: Assignment) -> None:
    OutboxMessage.objects.filter(event="fulfilment.AssignmentMade").update(delivered_at=None, leased_until=None)
    deliver_due()
    assert len(open_work_of(worker)) == 1
    choose_window(by=worker, assignment=assignment)
    deliver_due()
    OutboxMessage.objects.filter(event="fulfilment.AssignmentMade").update(delivered_at=None, leased_until=None)
    deliver_due()
    assert open_work_of(worker) == []


def test_a_release_settles_it_and_tells_every_member_where_to_read(worker: User, assignment: Assignment) -> None:
    another = member_of(assignment.organisation)
    left = member_of(assignment.organisation)
    Membership.objects.filter(user=left).update(left_at=clock.now())
    release(worker, assignment)
    deliver_due()
    deliver_due()
    assert open_work_of(worker) == []
    told = Notice.objects.filter(kind="contact_released")
    assert {notice.user for notice in told} == {another, assignment.accepted_by}
    assert {notice.url for notice in told} == {f"/casework/contact/{assignment.reference}/"}


def test_the_window_is_told_without_its_place(worker: User, assignment: Assignment) -> None:
    choose_window(by=worker, assignment=assignment)
    deliver_due()
    notice = Notice.objects.get(kind="hand_over_window")
    assert notice.url == f"/casework/contact/{assignment.reference}/"
    assert notice.params == {"need_kind": "goods"}


def test_a_promise_taken_back_ends_the_work(worker: User, assignment: Assignment) -> None:
    cancel_assignment(by=assignment.accepted_by, assignment=assignment, because="NO_CAPACITY")
    deliver_due()
    assert open_work_of(worker) == []


def test_no_message_waits_undelivered_and_none_holds_a_word_about_the_household(
    worker: User, assignment: Assignment
) -> None:
    release(worker, assignment)
    deliver_due()
    choose_window(by=worker, assignment=assignment)
    deliver_due()
    assert not OutboxMessage.objects.filter(delivered_at__isnull=True).exists()
    stored = [*map(str, OutboxMessage.objects.values_list("payload", "last_error"))]
    stored += [
        *map(str, Notice.objects.values_list("params", "url")),
        *map(str, WorkItem.objects.values_list("params")),
    ]
    for canary in CANARIES:
        assert not any(canary in text for text in stored)


@pytest.mark.parametrize("kind", ["hand_over", "contact_released", "hand_over_window"])
def test_every_sentence_is_said_in_both_languages(kind: str) -> None:
    params = {"need_kind": "goods", "until": "2026-12-01"}
    said = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            said.append(render_to_string(f"notice/{kind}.txt", params).strip())
    assert said[0] != said[1]
    assert all(said)
    assert "物资" in said[0]
