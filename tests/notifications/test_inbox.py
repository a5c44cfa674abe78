"""What waits for whom, and what somebody was told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.notifications.actions import finish_work, mark_read, notify, open_work
from marketplace.notifications.models import WorkItem
from marketplace.notifications.queries import notices_of, work_of
from tests.needs.city import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(db: None) -> User:
    return make_user("person")


def test_the_same_work_waits_once_and_may_come_again(person: User) -> None:
    first = open_work(person, "review", subject="need:1", url="/review/1/")
    assert open_work(person, "review", subject="need:1", url="/review/1/") == first
    assert finish_work("review", subject="need:1") == 1
    again = open_work(person, "review", subject="need:1", url="/review/1/")
    assert again != first
    assert work_of(person).count() == 1


def test_the_database_keeps_one_open_item_too(person: User) -> None:
    open_work(person, "review", subject="need:1", url="/")
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkItem.objects.create(user=person, kind="review", subject="need:1", url="/")
    assert work_of(person).count() == 1


def test_work_is_finished_for_everybody_who_waited(person: User) -> None:
    other = make_user("other")
    for user in (person, other):
        open_work(user, "review", subject="need:1", url="/")
    open_work(person, "review", subject="need:2", url="/")
    assert finish_work("review", subject="need:1") == 2
    assert (work_of(person).count(), work_of(other).count()) == (1, 0)


def test_the_most_pressing_comes_first_and_what_has_no_date_last(person: User) -> None:
    now = clock.now()
    for subject, days in [("whenever", None), ("later", 9), ("soon", 1)]:
        due = now + timedelta(days=days) if days else None
        open_work(person, "review", subject=subject, url="/", due_at=due)
    assert [item.subject for item in work_of(person)] == ["soon", "later", "whenever"]


def test_a_notice_is_read_by_its_owner_only(person: User) -> None:
    notice = notify(person, "help_promised", params={"need_kind": "goods"})
    mark_read(by=make_user("other"), notice=notice)
    notice.refresh_from_db()
    assert notice.read_at is None
    mark_read(by=person, notice=notice)
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_everybody_reads_the_own_inbox(person: User) -> None:
    notify(person, "help_promised")
    assert notices_of(person).count() == 1
    assert not notices_of(make_user("other"))
    assert not notices_of(AnonymousUser())
    assert not work_of(AnonymousUser())
