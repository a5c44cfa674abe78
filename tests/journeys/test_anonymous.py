"""What anybody can see without an account, in both languages, with and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from marketplace.common.places import ancestors
from tests.journeys.living import LiveCity
from tests.journeys.visitor import visiting

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_public_page_is_sound(browser: Browser, site: str, live: LiveCity, language: str) -> None:
    need = next(line for line in live.export if line["status"] == "published")
    programme = live.rows("SELECT reference FROM donations_programme WHERE status = 'open' ORDER BY id")[0][0]
    pages = {
        "home": "/",
        "needs": "/needs/",
        "needs-of-a-district": "/needs/?place=330203&need_kind=service",
        "needs-not-found": "/needs/?q=潜水艇",
        "need": f"/needs/{need['reference']}/",
        "map": "/needs/map/",
        "programmes": "/programmes/",
        "programme": f"/programmes/{programme}/",
        "give": f"/programmes/{programme}/give/",
        "verify": "/verify/",
        "tax": "/tax/",
        "login": "/accounts/login/",
        "mail": "/demo/mail/",
    }
    with visiting(browser, site, language=language) as visitor:
        for name, path in pages.items():
            visitor.go(path, name)


@pytest.mark.parametrize("scripts", [True, False])
def test_chinese_finds_what_it_names(browser: Browser, site: str, live: LiveCity, scripts: bool) -> None:
    wanted = {line["title"] for line in live.export if "取暖" in line["title"] + line["text"]}
    assert wanted, "the city holds such a need"
    with visiting(browser, site, scripts=scripts) as visitor:
        visitor.page.goto(f"{site}/needs/")
        field = visitor.main.locator("input[name=q]")
        field.fill("取暖")
        with visitor.page.expect_navigation():
            field.press("Enter")
        visitor.judge("needs-found")
        titles = visitor.main.locator("a[href^='/needs/']").all_inner_texts()
        found = {title.strip() for title in titles} & {line["title"] for line in live.export}
        assert found == wanted


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_map_has_a_list_as_its_twin(browser: Browser, site: str, live: LiveCity, language: str) -> None:
    with visiting(browser, site, language=language, scripts=False) as visitor:
        visitor.page.goto(f"{site}/needs/")
        visitor.follow(visitor.link("/needs/map/"), "map")
        cell = visitor.main.locator("a[href*='place=3302']").first
        district = cell.get_attribute("href") or ""
        visitor.follow(cell, "needs-of-a-cell")
        code = district.split("place=")[1][:6]
        shown = visitor.main.locator("h3 a[href^='/needs/']").all()
        places = {line["reference"]: line["place"] for line in live.export}
        assert shown
        for link in shown:
            place = places[(link.get_attribute("href") or "").split("/")[2]]
            assert place.startswith(code) or place in ancestors(code)
        visitor.follow(visitor.link("/needs/map/"), "map-again")
