"""Who may judge a need, and what a decision leaves behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from wagtail.models import TaskState, WorkflowState

from marketplace.accounts.models import Role, User
from marketplace.common.audit.models import AuditRow
from marketplace.common.verdict import DomainError
from marketplace.needs import actions
from marketplace.needs.models import Need
from marketplace.needs.queries import needs_handled_by, needs_in_view, needs_to_review
from marketplace.needs.states import NeedStatus
from tests.needs.city import OPEN, PARTNERS, make_user, submit

pytestmark = pytest.mark.django_db

Decide = Callable[[User, Need], object]
DECISIONS: dict[str, Decide] = {
    "approve": lambda by, need: actions.approve_need(by=by, need=need),
    "return": lambda by, need: actions.return_need(by=by, need=need, field="text", comment="请改一下。"),
    "private": lambda by, need: actions.keep_need_private(by=by, need=need, because="UNUSUAL_STORY"),
}


@pytest.mark.parametrize("decision", DECISIONS)
@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("author", "NOT_AN_OFFICER"),
        ("far_officer", "NOT_AN_OFFICER"),
        ("auditor", "NOT_AN_OFFICER"),
        ("visitor", "NOT_AN_OFFICER"),
        ("superuser", "NOT_AN_OFFICER"),
        ("authoring_officer", "AUTHOR_CANNOT_REVIEW"),
        ("editing_officer", "EDITOR_CANNOT_REVIEW"),
        ("locked_out_officer", "LOCKED"),
    ],
)
def test_nobody_decides_but_a_second_officer_of_the_place(
    who: str, code: str, decision: str, author: User, officer: User, far_officer: User, second_officer: User
) -> None:
    need = submit(second_officer if who == "authoring_officer" else author)
    if who == "editing_officer":
        need.save_revision(user=second_officer)
    if who == "locked_out_officer":
        Need.objects.filter(pk=need.pk).update(locked=True, locked_by=officer)
        need.refresh_from_db()
    people = {
        "author": author,
        "far_officer": far_officer,
        "auditor": make_user("auditor", Role.AUDITOR),
        "visitor": make_user("visitor"),
        "superuser": User.objects.create_superuser("operator@example.org", "an operator's word"),
    }
    audited = AuditRow.objects.count()
    with pytest.raises(DomainError) as refusal:
        DECISIONS[decision](people.get(who, second_officer), need)
    assert refusal.value.code == code
    need.refresh_from_db()
    assert (need.status, need.reviewer, need.comments.count()) == (NeedStatus.SUBMITTED, None, 0)
    assert need.current_workflow_task_state.status == TaskState.STATUS_IN_PROGRESS
    assert AuditRow.objects.count() == audited


@pytest.mark.parametrize(
    ("place", "level", "allowed"),
    [
        ("330203001", 1, {"officer", "city"}),
        ("330203", 2, {"officer", "city"}),
        ("330282", 2, {"far", "city"}),
        ("urban", 3, {"officer", "far", "city"}),
        ("330200", 4, {"officer", "far", "city"}),
    ],
)
def test_an_officer_judges_the_own_place_and_whatever_is_wider_than_a_district(
    place: str, level: int, allowed: set[str], author: User, officer: User, far_officer: User
) -> None:
    need = submit(author, replace(OPEN, place=place, place_level=level))
    officers = {"officer": officer, "far": far_officer, "city": make_user("city", Role.OFFICER, "330200")}
    assert {name for name, one in officers.items() if need.reviewable_by(one).passed} == allowed
    assert {name for name, one in officers.items() if need in needs_to_review(one)} == allowed
    assert {name for name, one in officers.items() if need in needs_handled_by(one)} == allowed


def test_the_list_of_an_officer_holds_no_own_work_and_the_longest_waiting_first(
    author: User, officer: User, far_officer: User
) -> None:
    first, _own, second = submit(author), submit(officer), submit(author, PARTNERS)
    assert list(needs_to_review(officer)) == [first, second]
    assert list(needs_to_review(far_officer)) == []
    actions.approve_need(by=officer, need=first)
    assert list(needs_to_review(officer)) == [second]
    assert list(needs_in_view(officer, "approved")) == [first]


def test_an_author_may_look_on_and_nobody_else_outside(author: User, officer: User) -> None:
    need = submit(author)
    assert list(needs_handled_by(author)) == [need]
    assert list(needs_handled_by(make_user("other", Role.CASEWORKER, "330203001"))) == []
    assert list(needs_handled_by(make_user("stranger"))) == []


def test_approving_ends_the_workflow_and_shows_nothing_yet(author: User, officer: User) -> None:
    need = submit(author)
    actions.approve_need(by=officer, need=need)
    need.refresh_from_db()
    assert (need.status, need.reviewer, need.live) == (NeedStatus.REVIEWED, officer, False)
    assert need.reviewed_at is not None
    state = WorkflowState.objects.get()
    assert state.status == WorkflowState.STATUS_APPROVED
    assert TaskState.objects.get().finished_by == officer


def test_a_decision_about_words_that_have_changed_since_is_refused(
    author: User, officer: User, second_officer: User
) -> None:
    need = submit(author)
    seen = need.latest_revision_id
    need.title = "换了标题"
    need.save_revision(user=second_officer)
    for decide in (
        lambda: actions.approve_need(by=officer, need=need, seen=seen),
        lambda: actions.return_need(by=officer, need=need, field="text", comment="请改。", seen=seen),
        lambda: actions.keep_need_private(by=officer, need=need, because="UNUSUAL_STORY", seen=seen),
    ):
        with pytest.raises(actions.ReviewOutOfDate):
            decide()
    need.refresh_from_db()
    assert need.status == NeedStatus.SUBMITTED
    actions.approve_need(by=officer, need=need, seen=need.latest_revision_id)
    assert need.status == NeedStatus.REVIEWED


@pytest.mark.parametrize(
    ("field", "comment"), [("text", ""), ("text", "  "), ("text", "长" * 501), ("author", "请改。")]
)
def test_a_need_goes_back_only_with_a_sentence_at_a_field(
    field: str, comment: str, author: User, officer: User
) -> None:
    need = submit(author)
    with pytest.raises(actions.CommentUnfit):
        actions.return_need(by=officer, need=need, field=field, comment=comment)
    need.refresh_from_db()
    assert need.status == NeedStatus.SUBMITTED


def test_a_need_is_kept_private_only_for_a_reason_with_a_sentence(author: User, officer: User) -> None:
    need = submit(author)
    with pytest.raises(actions.ReasonUnknown):
        actions.keep_need_private(by=officer, need=need, because="他是张三")
    need.refresh_from_db()
    assert (need.status, need.title) == (NeedStatus.SUBMITTED, "冬天需要一台取暖器")


def test_a_review_that_was_cancelled_in_the_admin_can_still_be_decided(author: User, officer: User) -> None:
    need = submit(author)
    need.current_workflow_state.cancel()
    actions.approve_need(by=officer, need=need)
    assert need.status == NeedStatus.REVIEWED
    assert WorkflowState.objects.filter(status=WorkflowState.STATUS_APPROVED).count() == 1


def test_a_withdrawn_need_waits_for_nobody(author: User, officer: User) -> None:
    for verb in (
        lambda need: actions.withdraw_need(by=author, need=need, because="CONSENT_WITHDRAWN"),
        lambda need: actions.expire_need(by=author, need=need),
    ):
        need = submit(author)
        verb(need)
        assert need.current_workflow_state is None
        assert not TaskState.objects.reviewable_by(officer).exists()


def test_wagtail_offers_a_review_to_those_who_may_decide(
    author: User, officer: User, far_officer: User, second_officer: User
) -> None:
    need, own = submit(author), submit(officer)
    task = need.current_workflow_task
    offered = {
        one.pk: set(TaskState.objects.reviewable_by(one)) for one in (officer, second_officer, far_officer, author)
    }
    state, own_state = need.current_workflow_task_state, own.current_workflow_task_state
    assert {key: {each.pk for each in states} for key, states in offered.items()} == {
        officer.pk: {state.pk},
        second_officer.pk: {state.pk, own_state.pk},
        far_officer.pk: set(),
        author.pk: set(),
    }
    assert [name for name, _label, _modal in task.get_actions(need, officer)] == ["reject", "approve"]
    assert task.get_actions(need, author) == []
    assert task.get_actions(own, officer) == []


def test_a_revision_brings_back_words_and_nothing_else(author: User, officer: User, second_officer: User) -> None:
    need = submit(author)
    old = need.latest_revision
    wider = replace(OPEN, place="urban", place_level=3, audience="partners")
    actions.return_need(by=officer, need=need, field="text", comment="请改一下。")
    actions.resubmit_need(by=author, need=need, title="新标题", text="新。", decision=wider, month="2026-12")
    actions.approve_need(by=second_officer, need=need)
    restored = old.as_object()
    assert (restored.title, restored.search_text) == (
        "冬天需要一台取暖器",
        "冬天需要一台取暖器\n屋里很冷,老人希望有一台取暖器和一床厚被子。",
    )
    assert (restored.place, restored.place_level, restored.audience, restored.month) == (
        "urban",
        3,
        "partners",
        "2026-12",
    )
    assert (restored.status, restored.reviewer, restored.version) == ("reviewed", second_officer, need.version)
