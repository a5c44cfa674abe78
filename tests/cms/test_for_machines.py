"""What search engines may read, what they may not, and where a weakness is reported."""

from __future__ import annotations

from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client

from marketplace.accounts.models import Role, User
from marketplace.accounts.queries import CITY
from marketplace.common import clock
from marketplace.needs import actions
from marketplace.needs.states import NeedStatus
from marketplace.operations.demo import pages, stories
from tests.casework.factories import officer as an_officer
from tests.casework.factories import staff
from tests.needs.city import CLOCKWORK, PARTNERS, FakeGate, bring_to, publish

pytestmark = pytest.mark.django_db


def lines_of(path: str) -> list[str]:
    answer = Client().get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    return answer.content.decode().splitlines()


def mapped() -> set[str]:
    """The paths of the sitemap, and that it says no more than addresses."""
    root = ElementTree.fromstring(Client().get("/sitemap.xml").content)  # noqa: S314  our own answer
    assert {element.tag.rpartition("}")[2] for element in root.iter()} == {"urlset", "url", "loc"}
    return {str(each.text).removeprefix("http://testserver") for each in root.iter() if each.tag.endswith("loc")}


def test_robots_are_kept_from_everything_behind_a_sign_in_or_a_secret() -> None:
    lines = lines_of("/robots.txt")
    for path in ("/casework/", "/gifts/", "/review/", "/partner/", "/cms/", "/accounts/"):
        assert f"Disallow: {path}" in lines
    assert not [line for line in lines if line.startswith("Disallow: /needs")]
    assert lines[-1].endswith("/sitemap.xml")


def test_the_map_names_open_needs_only(officer: User, author: User, gate: FakeGate) -> None:
    need = publish(officer, author, gate)
    others = [publish(officer, author, gate, PARTNERS), bring_to(NeedStatus.MATCHED, officer, author, gate)]
    assert f"/needs/{need.reference}/" in mapped()
    assert not {f"/needs/{other.reference}/" for other in others} & mapped()


def test_a_withdrawn_need_leaves_the_map_at_once(officer: User, author: User, gate: FakeGate) -> None:
    need = publish(officer, author, gate)
    actions.withdraw_need(by=CLOCKWORK, need=need, because="CONSENT_WITHDRAWN")
    assert f"/needs/{need.reference}/" not in mapped()


def test_the_map_of_a_fresh_database_has_the_doors_and_no_page_of_wagtail() -> None:
    assert mapped() == {"/needs/", "/needs/map/", "/programmes/"}


def test_each_text_is_mapped_once_though_it_has_two_languages() -> None:
    pages.write(lambda _line: None)
    assert "/stories/a-warm-room/" not in mapped()
    stories.tell_stories(editor=staff(Role.EDITOR, CITY), officer=an_officer())
    assert {"/", "/trust/", "/stories/a-warm-room/", "/policy/charity-law/"} <= mapped()
    body = Client().get("/sitemap.xml").content.decode()
    assert body.count("<loc>http://testserver/trust/</loc>") == 1


def test_security_txt_says_where_to_write_and_has_not_expired() -> None:
    fields = dict(line.split(": ", 1) for line in lines_of("/.well-known/security.txt"))
    assert fields["Contact"].endswith("/report/")
    assert clock.now() < datetime.fromisoformat(fields["Expires"]) < clock.now() + timedelta(days=365)
