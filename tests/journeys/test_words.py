"""From writing to the public page: how it went with a need, and a donor's dedication, read in both languages."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.journeys.living import LiveCity
from tests.journeys.people import People
from tests.journeys.visitor import visiting

pytestmark = [pytest.mark.browser, pytest.mark.slow]
UPDATE = {"zh": "东西已经用上了，家里人都说很合适。", "en": "It is in use now, and everybody at home likes it."}
DEDICATION = {"zh": "献给一直陪着我的家人。", "en": "For my family, who were always there."}


def approve(people: People, words: str) -> None:
    """A second officer finds the words on the desk, reads them and lets them be seen."""
    with people.visit("city_officer", scripts=False) as officer:
        officer.go("/words/review/", "words-review-list")
        officer.follow(officer.main.locator("a", has_text=words[:12]).first, "words-review")
        assert words in officer.words
        officer.follow(officer.main.locator("button[value=publish]"), "words-approved")


def read(browser: Browser, site: str, path: str, said: dict[str, str], name: str) -> None:
    """Anybody reads it, in Chinese and in English."""
    for language, words in said.items():
        with visiting(browser, site, language=language, scripts=False) as visitor:
            visitor.go(path, name)
            assert words in visitor.words


def test_a_caseworker_tells_how_it_went(browser: Browser, site: str, live: LiveCity, people: People) -> None:
    told = live.ask("need_to_tell_of")
    page = f"/needs/{told['need']}/"
    with people.visit(told["email"], scripts=False) as worker:
        worker.go(f"/words/new/need_update/{told['need']}/", "words-new")
        worker.fill(text=UPDATE["zh"], text_en=UPDATE["en"])
        worker.follow(worker.main.locator("button[value=hand_in]"), "words-handed-in")
    with visiting(browser, site, language="zh", scripts=False) as visitor:
        visitor.go(page, "need-before-words")
        assert UPDATE["zh"] not in visitor.words
    approve(people, UPDATE["zh"])
    read(browser, site, page, UPDATE, "need-with-words")


def test_a_donor_dedicates_a_gift_and_takes_it_back(
    browser: Browser, site: str, live: LiveCity, people: People
) -> None:
    gift = live.ask("gift_to_dedicate")
    page, own = f"/programmes/{gift['programme']}/", f"/gifts/{gift['secret']}/"
    with visiting(browser, site, language="zh", scripts=False) as donor:
        donor.go(f"{own}dedication/", "dedication-new")
        donor.fill(text=DEDICATION["zh"], text_en=DEDICATION["en"])
        donor.follow(donor.button(), "dedication-handed-in")
        assert DEDICATION["zh"] in donor.words
    approve(people, DEDICATION["zh"])
    read(browser, site, page, DEDICATION, "programme-with-dedication")
    with visiting(browser, site, language="zh", scripts=False) as donor:
        donor.go(own, "gift-with-dedication")
        donor.follow(donor.button("dedication/remove"), "dedication-removed")
        donor.go(page, "programme-without-dedication")
        assert DEDICATION["zh"] not in donor.words
