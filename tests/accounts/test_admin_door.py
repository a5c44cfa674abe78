"""Wagtail's admin: strangers are asked to sign in, people without access are told so and where to go instead."""

from __future__ import annotations

import pytest
from django.test import Client

from cms.models import HomePage
from marketplace.accounts.actions import end_role, give_role
from marketplace.accounts.models import Role
from marketplace.accounts.queries import CITY
from marketplace.common.actors import SystemActor
from marketplace.operations.demo import pages
from tests.needs.city import make_user

pytestmark = pytest.mark.django_db
ADMIN = ("/cms/", "/cms/pages/", "/cms/login/", "/cms/snippets/needs/need/")


def browser(role: Role | None, language: str = "en") -> Client:
    client = Client()
    client.cookies["language"] = language
    client.force_login(make_user(f"somebody-{language}", role))
    return client


@pytest.mark.parametrize("address", ADMIN)
@pytest.mark.parametrize("role", [None, Role.CASEWORKER])
def test_who_may_not_enter_is_told_so_and_where_to_go(role: Role | None, address: str) -> None:
    answer = browser(role).get(address)
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "Only editors and bureau officers work here." in page
    assert 'href="/desk/"' in page
    assert 'href="/accounts/logout/"' in page


def test_it_is_said_in_chinese_too() -> None:
    assert "只有编辑和民政干部在这里工作" in browser(None, "zh-hans").get("/cms/").content.decode()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.OFFICER])
def test_who_may_enter_enters(role: Role) -> None:
    assert browser(role).get("/cms/").status_code == 200


def test_a_stranger_signs_in_first_and_comes_back() -> None:
    answer = Client().get("/cms/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/accounts/login/?next=/cms/")


def test_an_editor_writes_pages_until_the_role_ends() -> None:
    pages.write(lambda _line: None)
    editor = make_user("writes")
    client = Client()
    client.cookies["language"] = "zh-hans"
    client.force_login(editor)
    assignment = give_role(by=SystemActor("tests"), user=editor, role=Role.EDITOR, place=CITY)
    tree = client.get("/cms/pages/", follow=True)
    assert tree.status_code == 200
    assert "页面" in tree.content.decode()
    assert client.get(f"/cms/pages/{HomePage.objects.first().pk}/edit/").status_code == 200
    end_role(by=SystemActor("tests"), assignment=assignment)
    assert client.get("/cms/pages/").status_code == 403
    assert not editor.groups.exists()
