"""Words enter only clean, the gate's values with them, and nothing leaves by mail."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from wagtail.admin.models import FormState
from wagtail.models import ModelLogEntry, Revision, TaskState, WorkflowState

from marketplace.accounts.models import Role, User
from marketplace.common.audit.models import AuditRow
from marketplace.common.events.models import OutboxMessage
from marketplace.common.public_words import TextMayIdentify
from marketplace.common.verdict import DomainError
from marketplace.needs import actions
from marketplace.needs.models import Need, ReviewComment
from marketplace.needs.models.need import PUBLISHED_FACTS
from marketplace.needs.states import Audience, NeedStatus
from tests.needs.city import OPEN, PRIVATE, FakeGate, make_user, submit

pytestmark = pytest.mark.django_db

FOUND = [
    "打电话13800138000",
    "身份证330203190001010013",
    "老人叫张三",
    "住在测试路1号2幢301室",
    "微信号wxid_test000001",
]


@pytest.mark.parametrize("field", ["title", "text"])
@pytest.mark.parametrize("words", FOUND)
def test_text_in_which_something_is_found_is_not_submitted(field: str, words: str, author: User) -> None:
    with pytest.raises(TextMayIdentify) as refusal:
        submit(author, **{field: words})
    assert refusal.value.code == "TEXT_MAY_IDENTIFY"
    assert words not in str(refusal.value)
    assert not Need.objects.exists()
    assert not Revision.objects.filter(object_str__gt="").exists()
    assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize("words", FOUND)
def test_nor_resubmitted_nor_sent_back_with_it(words: str, author: User, officer: User) -> None:
    need = submit(author)
    with pytest.raises(TextMayIdentify):
        actions.return_need(by=officer, need=need, field="text", comment=words)
    need.refresh_from_db()
    assert (need.status, ReviewComment.objects.count()) == (NeedStatus.SUBMITTED, 0)

    actions.return_need(by=officer, need=need, field="text", comment="请改一下。")
    with pytest.raises(TextMayIdentify):
        actions.resubmit_need(by=author, need=need, title="标题", text=words, decision=OPEN, month="2026-11")
    need.refresh_from_db()
    assert (need.status, need.text) == (NeedStatus.RETURNED, "屋里很冷，老人希望有一台取暖器和一床厚被子。")
    assert TaskState.objects.count() == 1


def test_words_that_slipped_in_are_found_before_approval(author: User, officer: User) -> None:
    need = submit(author)
    Need.objects.filter(pk=need.pk).update(text=FOUND[0])
    need.refresh_from_db()
    with pytest.raises(TextMayIdentify):
        actions.approve_need(by=officer, need=need)
    need.refresh_from_db()
    assert need.status == NeedStatus.SUBMITTED


@pytest.mark.parametrize("words", [{"title": ""}, {"title": "  "}, {"title": "长" * 61}, {"text": "长" * 1001}])
def test_words_that_do_not_fit_a_card_are_refused(words: dict[str, str], author: User) -> None:
    with pytest.raises(actions.TextDoesNotFit):
        submit(author, **words)
    assert not Need.objects.exists()


def test_words_that_just_fit_are_taken(author: User) -> None:
    need = submit(author, title="长" * 60, text="长" * 1000)
    assert (len(need.title), len(need.text)) == (60, 1000)


def test_what_the_gate_keeps_private_is_not_submitted_with_words(author: User, officer: User) -> None:
    with pytest.raises(actions.NothingMayBeShown):
        submit(author, PRIVATE)
    need = submit(author)
    actions.return_need(by=officer, need=need, field="text", comment="请改一下。")
    with pytest.raises(actions.NothingMayBeShown):
        actions.resubmit_need(by=author, need=need, title="标题", text="", decision=PRIVATE, month="2026-11")
    need.refresh_from_db()
    assert need.status == NeedStatus.RETURNED


def test_a_submitted_need_holds_what_the_gate_decided_and_is_not_shown(author: User) -> None:
    need = submit(author)
    need.refresh_from_db()
    assert {name: getattr(need, name) for name in OPEN.values()} == OPEN.values()
    assert (need.status, need.audience, need.live, need.month) == ("submitted", "open", False, "2026-11")
    assert need.current_workflow_task_state.status == TaskState.STATUS_IN_PROGRESS
    assert need.current_workflow_task_state.revision == need.latest_revision
    assert AuditRow.objects.filter(verb="need.submit", detail={"audience": "open"}).count() == 1


def test_resubmitting_goes_on_with_the_same_workflow_and_settles_the_comments(author: User, officer: User) -> None:
    need = submit(author)
    first = need.latest_revision
    actions.return_need(by=officer, need=need, field="text", comment="请写明尺寸。")
    assert need.current_workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES
    wider = replace(OPEN, place="urban", place_level=3, age_band=None)
    actions.resubmit_need(by=author, need=need, title="新标题", text="新内容。", decision=wider, month="2026-12")

    need.refresh_from_db()
    assert (need.title, need.text, need.place, need.age_band, need.month) == (
        "新标题",
        "新内容。",
        "urban",
        None,
        "2026-12",
    )
    assert need.search_text == "新标题\n新内容。"
    assert WorkflowState.objects.count() == 1
    assert need.latest_revision != first
    assert need.current_workflow_task_state.revision == need.latest_revision
    assert need.comments.get().resolved_at is not None


def test_no_library_mails_what_happens_in_a_review(author: User, officer: User) -> None:
    User.objects.create_superuser("operator@example.org", "an operator's word")
    need = submit(author)
    actions.return_need(by=officer, need=need, field="text", comment="请改一下。")
    actions.resubmit_need(by=author, need=need, title="标题", text="内容。", decision=OPEN, month="2026-11")
    actions.approve_need(by=officer, need=need)
    assert mail.outbox == []


def test_library_logs_hold_no_words_of_a_need(author: User, officer: User) -> None:
    need = submit(author, title="很特别的标题")
    actions.return_need(by=officer, need=need, field="text", comment="很特别的意见。")
    logged = " ".join(f"{entry.label} {entry.data}" for entry in ModelLogEntry.objects.all())
    assert ModelLogEntry.objects.count() == 2
    assert "很特别" not in logged
    assert "很特别" not in " ".join(TaskState.objects.values_list("comment", flat=True))


def everything_kept_of(need: Need) -> str:
    rows = [Need.objects.filter(pk=need.pk).values().get()]
    rows += list(Revision.objects.for_instance(need).values())
    rows += list(ModelLogEntry.objects.filter(object_id=need.pk).values())
    rows += list(TaskState.objects.filter(workflow_state__object_id=str(need.pk)).values())
    rows += list(ReviewComment.objects.filter(need=need).values())
    return repr(rows)


@pytest.mark.parametrize("approved_first", [False, True])
def test_a_need_kept_private_keeps_kind_and_reference_only(
    approved_first: bool, author: User, officer: User, second_officer: User
) -> None:
    need = submit(author, title="很特别的标题", text="很特别的内容")
    actions.return_need(by=officer, need=need, field="text", comment="很特别的意见")
    actions.resubmit_need(by=author, need=need, title="很特别的标题", text="很特别", decision=OPEN, month="2026-11")
    if approved_first:
        actions.approve_need(by=officer, need=need)
    actions.keep_need_private(by=second_officer, need=need, because="UNUSUAL_STORY")

    need.refresh_from_db()
    kept = {name: getattr(need, name) for name in PUBLISHED_FACTS if getattr(need, name)}
    assert kept == {"need_kind": "goods"}
    assert (need.status, need.audience, need.hold_code) == ("private_match", "private", "UNUSUAL_STORY")
    assert (need.search_text, need.search_tokens, need.latest_revision, need.live) == ("", "", None, False)
    assert "很特别" not in everything_kept_of(need)
    assert "330203" not in everything_kept_of(need)
    assert need.current_workflow_state is None


def test_what_wagtail_kept_of_an_unsaved_form_is_erased_too(author: User, officer: User) -> None:
    need = submit(author)
    FormState.objects.update_or_create_by_instance(
        instance=need, user=officer, defaults={"data": "title=x", "last_updated_at": need.created_at}
    )
    actions.keep_need_private(by=officer, need=need, because="UNUSUAL_STORY")
    assert not FormState.objects.exists()


def test_a_private_need_begins_with_kind_and_reference_only(author: User) -> None:
    need = actions.submit_private_need(by=author, need_kind="pairing", code="NO_CONSENT", helpers=2)
    need.refresh_from_db()
    assert {name: getattr(need, name) for name in PUBLISHED_FACTS if getattr(need, name)} == {"need_kind": "pairing"}
    assert (need.status, need.audience, need.hold_code, need.helpers) == ("private_match", "private", "NO_CONSENT", 2)
    assert not Revision.objects.for_instance(need).exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"audience": Audience.PRIVATE},
        {"audience": Audience.PRIVATE, "title": "", "text": ""},
        {"audience": "everybody"},
        {"live": True},
        {"live": True, "status": "published"},
        {"status": "private_match"},
        {"status": "lost"},
        {"helpers": 0},
    ],
)
def test_the_database_keeps_the_promises_too(wrong: dict[str, object], author: User) -> None:
    need = submit(author)
    with pytest.raises(IntegrityError), transaction.atomic():
        Need.objects.filter(pk=need.pk).update(**wrong)


def test_the_database_knows_no_reviewer_who_is_the_author(author: User) -> None:
    need = submit(author)
    with pytest.raises(IntegrityError), transaction.atomic():
        Need.objects.filter(pk=need.pk).update(reviewer=author)


def test_a_caseworker_who_is_also_an_officer_still_needs_a_second_one(gate: FakeGate) -> None:
    both = make_user("both", Role.OFFICER, "330200")
    need = submit(both)
    with pytest.raises(DomainError) as refusal:
        actions.approve_need(by=both, need=need)
    assert refusal.value.code == "AUTHOR_CANNOT_REVIEW"
