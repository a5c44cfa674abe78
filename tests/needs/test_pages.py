"""The officer's pages: what they show, what they refuse, and that nothing happens on a refusal."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from marketplace.accounts.models import Role, User
from marketplace.common import clock
from marketplace.needs import actions
from marketplace.needs.export import export_line
from marketplace.needs.models import Need, Release
from marketplace.needs.states import NeedStatus
from tests.needs.city import CLOCKWORK, MONDAY, PARTNERS, FakeGate, approve, bring_to, days, make_user, publish, submit

pytestmark = pytest.mark.django_db


def page_of(need: Need) -> str:
    return reverse("need_review", args=[need.reference])


def press(desk: Client, need: Need, decision: str, **given: str) -> Any:
    """What a press on the page as it stands now sends."""
    seen = Need.objects.get(pk=need.pk).latest_revision_id
    return desk.post(page_of(need), {"decision": decision, "seen": seen, **given})


def test_the_list_shows_what_waits_and_the_own_work_never(desk: Client, officer: User, author: User) -> None:
    submit(author, title="要一台取暖器")
    submit(officer, title="自己写的需求")
    html = desk.get("/review/").content.decode()
    assert "要一台取暖器" in html
    assert "自己写的需求" not in html


@pytest.mark.parametrize("view", ["waiting", "returned", "approved", "held", "private", "nonsense"])
def test_every_view_of_the_list_opens_empty_and_full(
    view: str, desk: Client, officer: User, author: User, gate: FakeGate
) -> None:
    assert desk.get("/review/", {"view": view}).status_code == 200
    for status in ("submitted", "returned", "reviewed", "private_match"):
        bring_to(NeedStatus(status), officer, author, gate)
    response = desk.get("/review/", {"view": view, "page": "999"})
    assert response.status_code == 200
    assert len(response.context["page"].object_list) == (0 if view == "held" else 1)


@pytest.mark.parametrize("address", ["/review/", "/releases/"])
def test_lists_cost_the_same_for_one_and_for_three(
    address: str, desk: Client, officer: User, author: User, gate: FakeGate
) -> None:
    costs = []
    for count in (1, 2):
        for _ in range(count):
            submit(author)
            approve(officer, author)
        desk.get(address)  # what a process remembers from then on is not counted
        with CaptureQueriesContext(connection) as queries:
            desk.get(address)
        costs.append(len(queries))
    assert costs[0] == costs[1]


@pytest.mark.parametrize("address", ["/review/", "/releases/"])
def test_the_pages_are_for_officers(address: str, client: Client, author: User, gate: FakeGate) -> None:
    assert client.get(address).status_code == 302
    for user in (author, make_user("editor", Role.EDITOR), make_user("stranger")):
        client.force_login(user)
        assert client.get(address).status_code == 404
        assert client.post(address).status_code in (404, 405)
    assert not Release.objects.exists()


def test_a_need_of_elsewhere_is_not_found(client: Client, author: User, far_officer: User) -> None:
    need = submit(author)
    client.force_login(far_officer)
    assert client.get(page_of(need)).status_code == 404
    assert client.post(page_of(need), {"decision": "approve"}).status_code == 404
    assert client.get("/review/never-was/").status_code == 404


def test_the_page_shows_the_words_of_the_line_and_why_the_audience(desk: Client, author: User) -> None:
    need = submit(author, PARTNERS, title="要一台取暖器", text="屋里很冷。")
    html = desk.get(page_of(need)).content.decode()
    assert export_line(need)["title"] in html
    assert "屋里很冷。" in html
    assert "南门街道" in html
    assert "海曙区民政局" in html
    assert "1 / 4" in html
    assert "5" in html


def test_approving(desk: Client, officer: User, author: User) -> None:
    need = submit(author)
    response = press(desk, need, "approve")
    assert (response.status_code, response.url) == (302, "/review/")
    need.refresh_from_db()
    assert (need.status, need.reviewer) == (NeedStatus.REVIEWED, officer)


def test_sending_back_with_a_comment_at_a_field(desk: Client, officer: User, author: User) -> None:
    need = submit(author)
    response = press(desk, need, "return", **{"return-field": "title", "return-comment": "标题太长。"})
    assert response.status_code == 302
    need.refresh_from_db()
    comment = need.comments.get()
    assert (need.status, comment.field, comment.text, comment.by) == ("returned", "title", "标题太长。", officer)


@pytest.mark.parametrize("comment", ["", "请打13800138000", "长" * 501])
def test_an_unfit_comment_is_shown_in_place_and_kept(comment: str, desk: Client, author: User) -> None:
    need = submit(author)
    response = press(desk, need, "return", **{"return-field": "text", "return-comment": comment})
    html = response.content.decode()
    assert response.status_code == 200
    assert 'class="summary"' in html
    assert 'href="#id_return-comment"' in html
    assert comment in html
    need.refresh_from_db()
    assert (need.status, need.comments.count()) == (NeedStatus.SUBMITTED, 0)


def test_keeping_private(desk: Client, author: User) -> None:
    need = submit(author)
    assert press(desk, need, "private").status_code == 200
    need.refresh_from_db()
    assert need.status == NeedStatus.SUBMITTED
    assert press(desk, need, "private", **{"private-because": "SENSITIVE_MATTER"}).status_code == 302
    need.refresh_from_db()
    assert (need.status, need.hold_code, need.text) == (NeedStatus.PRIVATE_MATCH, "SENSITIVE_MATTER", "")
    assert "冬天" not in desk.get(page_of(need)).content.decode()


@pytest.mark.parametrize("decision", ["approve", "return", "private"])
def test_the_author_cannot_decide_on_the_page(decision: str, client: Client, author: User, officer: User) -> None:
    for writer, status in ((author, 403), (officer, 403)):
        need = submit(writer)
        client.force_login(writer)
        assert client.get(page_of(need)).status_code == 200
        given = {"return-field": "text", "return-comment": "好。", "private-because": "OFFICER_DECIDED"}
        response = press(client, need, decision, **given)
        assert response.status_code == status
        need.refresh_from_db()
        assert need.status == NeedStatus.SUBMITTED


def test_the_author_is_offered_no_button_but_told_why(client: Client, officer: User) -> None:
    need = submit(officer)
    client.force_login(officer)
    html = client.get(page_of(need)).content.decode()
    assert 'name="decision"' not in html
    assert str(need.reviewable_by(officer).reason) in html


def test_words_that_changed_meanwhile_must_be_read_again(desk: Client, author: User, second_officer: User) -> None:
    need = submit(author)
    seen = need.latest_revision_id
    need.title = "换了标题"
    need.save()
    need.save_revision(user=second_officer)
    for old in (str(seen), "", "x", "9" * 30):
        response = desk.post(page_of(need), {"decision": "approve", "seen": old})
        assert response.status_code == 409
        assert "换了标题" in response.content.decode()
    need.refresh_from_db()
    assert need.status == NeedStatus.SUBMITTED


def test_a_move_that_is_not_in_the_table_is_a_conflict(desk: Client, author: User) -> None:
    need = submit(author)
    for decision in ("show_again", "hold"):
        assert press(desk, need, decision).status_code == 409
    press(desk, need, "approve")
    assert press(desk, need, "approve").status_code == 409


def test_an_unknown_decision_is_not_found(desk: Client, author: User) -> None:
    need = submit(author)
    for decision in ("publish", "", "__class__"):
        assert press(desk, need, decision).status_code == 404
    need.refresh_from_db()
    assert need.status == NeedStatus.SUBMITTED


def test_taking_back_showing_again_and_withdrawing(desk: Client, officer: User, author: User, gate: FakeGate) -> None:
    need = publish(officer, author, gate)
    for decision, status in (
        ("hold", "held"),
        ("show_again", "published"),
        ("hold", "held"),
        ("withdraw", "withdrawn"),
    ):
        assert press(desk, need, decision).status_code == 302
        need.refresh_from_db()
        assert need.status == status
    assert not need.live


def test_a_held_need_whose_class_is_too_small_stays_held(
    desk: Client, officer: User, author: User, gate: FakeGate
) -> None:
    need = publish(officer, author, gate)
    press(desk, need, "hold")
    gate.too_small = {need.reference}
    response = press(desk, need, "show_again")
    assert response.status_code == 409
    assert "summary" in response.content.decode()
    need.refresh_from_db()
    assert (need.status, need.live) == (NeedStatus.HELD, False)


def test_another_districts_officer_takes_nothing_back(
    client: Client, far_officer: User, officer: User, author: User, gate: FakeGate
) -> None:
    need = publish(officer, author, gate)
    client.force_login(far_officer)
    assert press(client, need, "hold").status_code == 404
    need.refresh_from_db()
    assert need.status == NeedStatus.PUBLISHED


@pytest.mark.parametrize("status", list(NeedStatus))
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_page_opens_in_every_status_and_language(
    language: str, status: NeedStatus, desk: Client, officer: User, author: User, gate: FakeGate
) -> None:
    need = bring_to(status, officer, author, gate)
    desk.cookies["language"] = language
    response = desk.get(page_of(need))
    assert response.status_code == 200
    assert response.headers["Cache-Control"].startswith("max-age=0, no-cache")
    assert f'lang="{language}"' in response.content.decode()


def test_looking_changes_nothing(desk: Client, author: User, gate: FakeGate) -> None:
    need = submit(author)
    before = Need.objects.values().get()
    for address in ("/review/", page_of(need), "/releases/"):
        desk.get(address)
    assert Need.objects.values().get() == before


def test_the_batch_can_be_released_when_it_is_large_enough(
    desk: Client, officer: User, author: User, gate: FakeGate
) -> None:
    for _ in range(11):
        approve(officer, author)
    assert b"aria-disabled" not in desk.get("/releases/").content
    assert desk.post("/releases/").status_code == 302
    assert Need.objects.filter(live=True).count() == 11
    assert b"11" in desk.get("/releases/").content


def test_a_small_batch_says_why_it_waits_and_cannot_be_forced(
    desk: Client, officer: User, author: User, gate: FakeGate
) -> None:
    with clock.freeze(MONDAY):
        approve(officer, author)
    with clock.freeze(MONDAY + days(2)):
        assert b"aria-disabled" in desk.get("/releases/").content
        response = desk.post("/releases/", {"end_of_period": "1"})
    assert response.status_code == 409
    assert not Release.objects.exists()
    assert not Need.objects.filter(live=True).exists()


def test_history_lists_earlier_releases(desk: Client, officer: User, author: User, gate: FakeGate) -> None:
    publish(officer, author, gate)
    html = desk.get("/releases/").content.decode()
    assert html.count("<tbody>") == 1
    actions.release_batch(by=CLOCKWORK, end_of_period=True)
    assert Release.objects.count() == 2
