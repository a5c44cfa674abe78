"""Wagtail's admin is a second window on the same desk: the same people, the same scan, the same actions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from wagtail.admin.models import FormState

from marketplace.accounts.models import Role, User
from marketplace.needs.models import Need
from marketplace.needs.states import NeedStatus
from tests.needs.city import OPEN, FakeGate, bring_to, make_user, publish, submit

pytestmark = pytest.mark.django_db
PAGE = "wagtailsnippets_needs_need"


def url(name: str, *args: object) -> str:
    return reverse(f"{PAGE}:{name}", args=args)


def save(desk: Client, need: Need, **given: str) -> Any:
    words = {"title": need.title, "text": need.text}
    return desk.post(url("edit", need.pk), words | given)


def test_officers_find_the_needs_of_their_place(desk: Client, author: User) -> None:
    submit(author, title="海曙的需求")
    submit(author, replace(OPEN, place="330282"), title="慈溪的需求")
    html = desk.get(url("list")).content.decode()
    assert "海曙的需求" in html
    assert "慈溪的需求" not in html


@pytest.mark.parametrize("role", [Role.EDITOR, Role.AUDITOR, Role.CASEWORKER, Role.GRID_WORKER, None])
def test_nobody_else_sees_needs_there(role: Role | None, client: Client, author: User) -> None:
    need = submit(author)
    client.force_login(make_user("somebody", role))
    for address in (url("list"), url("edit", need.pk), url("history", need.pk)):
        response = client.get(address)
        assert response.status_code in (302, 403)
        assert need.title not in response.content.decode()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.OFFICER])
@pytest.mark.parametrize("rest", ["", "{pk}/"])
def test_the_translation_tool_lists_no_need(rest: str, role: Role, client: Client, author: User) -> None:
    need = submit(author)
    client.force_login(make_user("somebody", role))
    response = client.get(f"/cms/localize/api/snippets/needs/need/{rest.format(pk=need.pk)}")
    assert response.status_code == 404
    assert need.reference not in response.content.decode()


def test_the_editor_opens_with_preview_and_history(desk: Client, author: User) -> None:
    need = submit(author)
    for name in ("edit", "history", "workflow_history"):
        assert desk.get(url(name, need.pk)).status_code == 200
    sent = desk.post(url("preview_on_edit", need.pk), {"title": "正在改的标题", "text": need.text})
    assert sent.json() == {"is_valid": True, "is_available": True}
    preview = desk.get(url("preview_on_edit", need.pk))
    assert preview.status_code == 200
    assert "正在改的标题" in preview.content.decode()
    assert "海曙区" in preview.content.decode()


def test_a_preview_keeps_no_words_with_findings(desk: Client, author: User) -> None:
    need = submit(author)
    sent = desk.post(url("preview_on_edit", need.pk), {"title": "找张三先生", "text": "电话13800138000"})
    assert sent.json()["is_valid"] is False
    assert not FormState.objects.exists()


def test_saving_makes_a_draft_with_its_search_columns(desk: Client, officer: User, author: User) -> None:
    need = submit(author)
    assert save(desk, need, title="新的标题").status_code == 302
    need.refresh_from_db()
    assert (need.title, need.search_text.split("\n")[0]) == ("新的标题", "新的标题")
    assert "标题" in need.search_tokens.split()
    assert (need.latest_revision.user, need.status) == (officer, NeedStatus.SUBMITTED)


def test_whoever_changed_the_words_cannot_approve_them(
    desk: Client, officer: User, second_officer: User, author: User
) -> None:
    need = submit(author)
    save(desk, need, title="新的标题")
    decide(desk, need, "approve")
    need.refresh_from_db()
    assert need.status == NeedStatus.SUBMITTED
    other = Client()
    other.force_login(second_officer)
    decide(other, need, "approve")
    need.refresh_from_db()
    assert (need.status, need.reviewer) == (NeedStatus.REVIEWED, second_officer)


@pytest.mark.parametrize(
    "words", [{"title": "找张三先生"}, {"text": "电话13800138000"}, {"title": ""}, {"title": "长" * 61}]
)
def test_words_with_findings_are_not_even_kept_as_a_draft(words: dict[str, str], desk: Client, author: User) -> None:
    need = submit(author)
    assert save(desk, need, **words).status_code == 200
    as_autosaved = desk.post(
        url("edit", need.pk), {"title": need.title, "text": need.text} | words, HTTP_ACCEPT="application/json"
    )
    assert as_autosaved.status_code == 400
    need.refresh_from_db()
    assert need.title == "冬天需要一台取暖器"
    assert need.revisions.count() == 1


def decide(desk: Client, need: Need, action: str, **given: str) -> Any:
    """Wagtail's dialogue."""
    state = need.current_workflow_task_state
    return desk.post(url("workflow_action", need.pk, action, state.pk), given)


def press_in_editor(desk: Client, need: Need, action: str, **given: str) -> Any:
    """The button in the editor, which sends the form along."""
    return save(desk, need, **{"action-workflow-action": "true", "workflow-action-name": action} | given)


def test_deciding_in_the_dialogue(desk: Client, officer: User, author: User) -> None:
    approved, returned = submit(author), submit(author)
    decide(desk, approved, "approve")
    decide(desk, returned, "reject", field="text", comment="请写明尺寸。")
    for need in (approved, returned):
        need.refresh_from_db()
    assert (approved.status, approved.reviewer, approved.live) == (NeedStatus.REVIEWED, officer, False)
    assert (returned.status, returned.comments.get().text) == (NeedStatus.RETURNED, "请写明尺寸。")


def test_deciding_in_the_editor_judges_the_words_as_they_stand(desk: Client, officer: User, author: User) -> None:
    need = submit(author)
    assert press_in_editor(desk, need, "approve", title="偷偷换掉").status_code == 200
    need.refresh_from_db()
    assert (need.status, need.title) == (NeedStatus.SUBMITTED, "冬天需要一台取暖器")
    assert press_in_editor(desk, need, "approve").status_code == 302
    need.refresh_from_db()
    assert (need.status, need.reviewer, need.revisions.count()) == (NeedStatus.REVIEWED, officer, 1)


def test_sending_back_asks_for_a_clean_comment(desk: Client, author: User) -> None:
    need = submit(author)
    assert (
        desk.get(
            url("collect_workflow_action_data", need.pk, "reject", need.current_workflow_task_state.pk)
        ).status_code
        == 200
    )
    for given in ({}, {"field": "text", "comment": ""}, {"field": "text", "comment": "找13800138000"}):
        decide(desk, need, "reject", **given)
    need.refresh_from_db()
    assert (need.status, need.comments.count()) == (NeedStatus.SUBMITTED, 0)


@pytest.mark.parametrize("who", ["author", "officer"])
def test_the_author_cannot_decide_there(who: str, author: User, officer: User, second_officer: User) -> None:
    writer = {"author": author, "officer": officer}[who]
    own, foreign = submit(writer), submit(second_officer)
    desk = Client()
    desk.force_login(writer)
    decide(desk, own, "approve")
    press_in_editor(desk, own, "approve")
    # the task of the own need, asked for at the address of somebody else's
    desk.post(url("workflow_action", foreign.pk, "approve", own.current_workflow_task_state.pk))
    own.refresh_from_db()
    assert (own.status, own.reviewer) == (NeedStatus.SUBMITTED, None)


def test_an_officer_of_elsewhere_opens_and_changes_nothing(far_officer: User, author: User) -> None:
    need = submit(author)
    desk = Client()
    desk.force_login(far_officer)
    assert desk.get(url("edit", need.pk)).status_code in (302, 403)
    save(desk, need, title="新的标题")
    decide(desk, need, "approve")
    need.refresh_from_db()
    assert (need.title, need.status) == ("冬天需要一台取暖器", NeedStatus.SUBMITTED)


@pytest.mark.parametrize(
    "status", ["reviewed", "published", "held", "returned", "matched", "withdrawn", "private_match"]
)
def test_words_are_fixed_once_they_are_not_under_review(
    status: str, desk: Client, officer: User, author: User, gate: FakeGate
) -> None:
    need = bring_to(NeedStatus(status), officer, author, gate)
    need.refresh_from_db()
    revisions = need.revisions.count()
    save(desk, need, title="新的标题")
    after = Need.objects.get(pk=need.pk)
    assert (after.title, after.revisions.count()) == (need.title, revisions)


@pytest.mark.parametrize("action", ["publish", "submit", "cancel-workflow", "restart-workflow"])
def test_the_editor_has_no_other_button(action: str, desk: Client, author: User) -> None:
    need = submit(author)
    save(desk, need, **{f"action-{action}": "true"})
    need.refresh_from_db()
    assert (need.live, need.status, need.workflow_states.count()) == (False, NeedStatus.SUBMITTED, 1)
    assert need.current_workflow_task_state is not None


@pytest.mark.parametrize("who", ["officer", "superuser"])
def test_nothing_is_made_published_hidden_or_deleted_there(
    who: str, officer: User, author: User, gate: FakeGate
) -> None:
    need, waiting = publish(officer, author, gate), submit(author)
    superuser = User.objects.create_superuser("operator@example.org", "an operator's word")
    Authenticator.objects.create(user=superuser, type=Authenticator.Type.TOTP, data={"secret": "none"})
    desk = Client()
    desk.force_login({"officer": officer, "superuser": superuser}[who])
    words = {"title": "新的标题", "text": "新的内容"}
    for address in (
        url("add"),
        url("delete", need.pk),
        url("unpublish", need.pk),
        url("delete", waiting.pk),
        reverse("wagtail_bulk_action", args=["needs", "need", "delete"]) + f"?id={need.pk}",
    ):
        desk.post(address, words)
    save(desk, waiting, **{"action-publish": "true"})
    assert Need.objects.count() == 2
    need.refresh_from_db()
    waiting.refresh_from_db()
    assert (need.live, need.status, waiting.live) == (True, NeedStatus.PUBLISHED, False)


def test_a_lock_keeps_the_words_for_one_officer(
    desk: Client, officer: User, second_officer: User, author: User
) -> None:
    need = submit(author)
    desk.post(url("lock", need.pk))
    need.refresh_from_db()
    assert (need.locked, need.locked_by) == (True, officer)
    other = Client()
    other.force_login(second_officer)
    save(other, need, title="新的标题")
    decide(other, need, "approve")
    need.refresh_from_db()
    assert (need.title, need.status) == ("冬天需要一台取暖器", NeedStatus.SUBMITTED)
    desk.post(url("unlock", need.pk))
    decide(other, need, "approve")
    need.refresh_from_db()
    assert need.status == NeedStatus.REVIEWED


def test_an_older_version_can_be_brought_back_with_its_words_only(desk: Client, officer: User, author: User) -> None:
    need = submit(author)
    first = need.latest_revision
    save(desk, need, title="新的标题")
    Need.objects.filter(pk=need.pk).update(place="330203002", place_level=1)
    desk.post(url("revisions_revert", need.pk, first.pk), {"title": "冬天需要一台取暖器", "text": need.text})
    need.refresh_from_db()
    assert (need.title, need.place, need.status) == ("冬天需要一台取暖器", "330203002", NeedStatus.SUBMITTED)
    assert need.latest_revision.user == officer
