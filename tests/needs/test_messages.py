"""Whom we tell, once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from marketplace.accounts.models import Role, User
from marketplace.common import clock
from marketplace.common.events.dispatch import deliver_due
from marketplace.common.events.models import OutboxMessage
from marketplace.common.events.registry import listeners_of
from marketplace.needs import actions, events, messages
from marketplace.needs.models import Need
from marketplace.notifications.models import Notice, WorkItem
from tests.needs.city import CLOCKWORK, MONDAY, OPEN, FakeGate, approve, days, make_user, publish, submit

pytestmark = pytest.mark.django_db


def waiting_for(user: User, kind: str) -> list[str]:
    return list(WorkItem.objects.filter(user=user, kind=kind, done_at=None).values_list("subject", flat=True))


def deliver() -> None:
    """Everything twice: a listener may be called again after a crash."""
    ours = OutboxMessage.objects.filter(delivered_at=None, event__startswith="needs.")
    again = list(ours.values_list("pk", flat=True))
    deliver_due()
    OutboxMessage.objects.filter(pk__in=again).update(delivered_at=None)
    deliver_due()
    assert not ours.exists()


def test_every_fact_about_reviews_and_releases_is_heard() -> None:
    heard = {event for event in vars(events).values() if isinstance(event, type) and listeners_of(event)}
    assert heard >= {
        events.NeedSubmitted, events.NeedReviewed, events.NeedReturned, events.NeedKeptPrivate, events.NeedHeld,
        events.NeedWithdrawn, events.NeedsReleased,
    }  # fmt: skip


def test_a_submitted_need_waits_for_the_officers_of_its_place(
    officer: User, second_officer: User, far_officer: User, author: User
) -> None:
    need = submit(author)
    deliver()
    subject = [f"need:{need.reference}"]
    assert [waiting_for(one, "need_review") for one in (officer, second_officer)] == [subject, subject]
    assert waiting_for(far_officer, "need_review") == waiting_for(author, "need_review") == []
    assert WorkItem.objects.first().url == f"/review/{need.reference}/"


def test_an_officers_own_need_waits_for_the_others(officer: User, second_officer: User) -> None:
    submit(officer)
    deliver()
    assert waiting_for(officer, "need_review") == []
    assert len(waiting_for(second_officer, "need_review")) == 1


def test_a_need_for_a_wider_area_waits_for_the_city_or_where_there_is_none_for_all(
    officer: User, far_officer: User, author: User
) -> None:
    wide = replace(OPEN, place="urban", place_level=3)
    submit(author, wide)
    deliver()
    assert [len(waiting_for(one, "need_review")) for one in (officer, far_officer)] == [1, 1]
    city = make_user("city", Role.OFFICER, "330200")
    submit(author, wide)
    deliver()
    assert [len(waiting_for(one, "need_review")) for one in (city, officer, far_officer)] == [1, 1, 1]


@pytest.mark.parametrize(
    "decide",
    [
        lambda officer, need: actions.approve_need(by=officer, need=need),
        lambda officer, need: actions.return_need(by=officer, need=need, field="text", comment="请改一下。"),
        lambda officer, need: actions.keep_need_private(by=officer, need=need, because="UNUSUAL_STORY"),
        lambda officer, need: actions.withdraw_need(by=officer, need=need, because="CONSENT_WITHDRAWN"),
        lambda officer, need: actions.expire_need(by=officer, need=need),
    ],
)
def test_whatever_is_decided_nobody_waits_for_it(decide, officer: User, second_officer: User, author: User) -> None:  # type: ignore[no-untyped-def]
    need = submit(author)
    deliver()
    decide(officer, need)
    deliver()
    assert not WorkItem.objects.filter(done_at=None).exists()
    assert WorkItem.objects.count() == 2


def test_a_late_message_about_a_decided_need_opens_no_work(officer: User, author: User) -> None:
    approve(officer, author)
    deliver()
    assert not WorkItem.objects.filter(done_at=None).exists()


def test_a_returned_need_is_told_to_its_author_each_time_once(officer: User, author: User) -> None:
    need = submit(author)
    for number in (1, 2):
        actions.return_need(by=officer, need=need, field="text", comment="请改一下。")
        deliver()
        assert Notice.objects.filter(user=author, kind="need_returned").count() == number
        actions.resubmit_need(by=author, need=need, title="标题", text="好。", decision=OPEN, month="2026-11")
        deliver()
        assert len(waiting_for(officer, "need_review")) == 1


def test_a_need_kept_private_is_told_with_its_reason(officer: User, author: User) -> None:
    need = submit(author)
    actions.keep_need_private(by=officer, need=need, because="UNUSUAL_STORY")
    deliver()
    notice = Notice.objects.get(user=author, kind="need_kept_private")
    with translation.override("en"):
        said = render_to_string("notice/need_kept_private.txt", notice.params)
    assert "so unusual that neighbours would recognise it" in said


def test_a_release_is_told_to_each_author_with_the_own_number(officer: User, author: User, gate: FakeGate) -> None:
    other = make_user("other-author", Role.CASEWORKER)
    for writer in (author, author, other):
        approve(officer, writer)
    actions.release_batch(by=CLOCKWORK, end_of_period=True)
    deliver()
    told = Notice.objects.filter(kind="needs_released").values_list("user__display_name", "params__count")
    assert sorted(told) == [("author", 2), ("other-author", 1)]


def test_a_held_need_waits_for_a_decision_of_its_officers(
    officer: User, far_officer: User, author: User, gate: FakeGate
) -> None:
    need = publish(officer, author, gate)
    actions.recheck_published([need.reference])
    deliver()
    assert waiting_for(officer, "need_held") == [f"need:{need.reference}"]
    assert waiting_for(far_officer, "need_held") == []
    need.refresh_from_db()
    actions.show_again(by=officer, need=need)
    deliver()
    assert waiting_for(officer, "need_held") == []


def test_work_is_due_with_the_next_release(officer: User, author: User) -> None:
    with clock.freeze(MONDAY):
        approve(officer, author)
        need = submit(author)
        messages.ask_for_review(events.NeedSubmitted(need_id=need.pk))
    assert WorkItem.objects.get(done_at=None).due_at == MONDAY + days(7)


@pytest.mark.parametrize(
    ("kind", "params"),
    [
        ("need_review", {"need_kind": "goods"}),
        ("need_held", {"need_kind": "goods"}),
        ("need_returned", {"need_kind": "goods", "version": 2}),
        ("need_kept_private", {"need_kind": "goods", "because": "NO_CONSENT"}),
        ("needs_released", {"count": 3, "release": "x"}),
    ],
)
def test_every_sentence_can_be_said_in_both_languages(kind: str, params: dict[str, object]) -> None:
    said = {}
    for language in ("zh-hans", "en"):
        with translation.override(language):
            said[language] = render_to_string(f"notice/{kind}.txt", params).strip()
    assert any("\u4e00" <= letter <= "\u9fff" for letter in said["zh-hans"])
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in said["en"])
    assert "goods" not in said["zh-hans"]


def test_no_message_carries_words_of_a_need(officer: User, author: User, gate: FakeGate) -> None:
    publish(officer, author, gate, title="很特别的标题")
    deliver()
    need = Need.objects.get()
    kept = repr([*Notice.objects.values(), *WorkItem.objects.values(), *OutboxMessage.objects.values()])
    assert need.title not in kept
    assert need.text not in kept
