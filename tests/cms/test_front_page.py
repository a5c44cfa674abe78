"""`/`: welcome before there are pages, the editors' words afterwards, and figures that point at nobody."""

from __future__ import annotations

import pytest
from django.test import Client

from donations.models import Programme
from marketplace.accounts.models import User
from marketplace.needs.states import NeedStatus
from marketplace.operations.demo import pages
from tests.cms.page import Page
from tests.donations.charity import Charity, received_gift
from tests.needs.city import PARTNERS, FakeGate, bring_to, publish

pytestmark = pytest.mark.django_db


def front(language: str = "en", client: Client | None = None) -> Page:
    browser = client or Client()
    browser.cookies["language"] = language
    answer = browser.get("/")
    assert answer.status_code == 200
    return Page(answer.content.decode())


def test_a_fresh_database_welcomes_its_first_reader() -> None:
    page = front()
    assert page.one("h1").text == "See what is needed, help close to home"
    assert page.all("article") == []
    assert {empty.text.split(" Needs")[0].split(" Verified")[0] for empty in page.all("div", "empty")} == {
        "No need is open now",
        "No programme takes gifts now",
    }


@pytest.mark.parametrize(("language", "heading"), [("zh-hans", "看见需要，就近帮一把"), ("en", "See what is needed")])
def test_the_reader_gets_the_editors_words_in_the_language_chosen(language: str, heading: str) -> None:
    pages.write(lambda _line: None)
    page = front(language)
    assert page.one("h1").text.startswith(heading)
    assert page.one("html").attributes["lang"] == language


def test_only_what_is_open_to_everybody_and_still_wanted_is_shown(
    officer: User, author: User, gate: FakeGate, partner: Client
) -> None:
    publish(officer, author, gate, title="还需要的")
    publish(officer, author, gate, PARTNERS, title="仅伙伴可见的")
    bring_to(NeedStatus.MATCHED, officer, author, gate)
    assert [card.text for card in front(client=partner).all("h3")[:1]] == ["还需要的"]
    assert "仅伙伴可见的" not in front(client=partner).html
    assert front().all("dd", "value")[0].text == "fewer than 11"


def test_at_most_three_needs_and_three_programmes_stand_on_it(
    officer: User, author: User, gate: FakeGate, programme: Programme
) -> None:
    for _ in range(5):
        publish(officer, author, gate)
    page = front()
    assert len(page.all("article")) == 3 + 1
    assert programme.name_en in page.html


def test_the_sums_are_what_the_ledger_holds(charity: Charity, programme: Programme) -> None:
    received_gift(charity, programme, 123_400)
    received_gift(charity, programme, 600)
    values = [value.text for value in front().all("dd", "value")]
    assert values[1] == "1"
    assert "1,240.00" in values[2]
    assert "0.00" in values[3]
