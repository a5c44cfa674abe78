"""A bureau's morning: two officers sign in, see what waits, and one works it off until nothing waits.

The tests of this file are one story and run in its order: in one city in Chinese, in another one in English.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.morning import EMPTY, Morning, opening
from tests.journeys.people import People
from tests.journeys.serving import PassingTime, time_of_its_own
from tests.journeys.visitor import visiting
from tests.operations.city import City

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SHOWN = """SELECT reference FROM needs_need WHERE status = 'published' AND audience = 'open' AND live
    AND place LIKE '330203%' ORDER BY id"""


@pytest.fixture(scope="module", params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> str:
    """What everybody reads on this morning."""
    return str(request.param)


@pytest.fixture(scope="module")
def passing(city: City, language: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PassingTime]:
    """A city for each of the two mornings: what was done in one waits again in the other."""
    with time_of_its_own(city, tmp_path_factory.mktemp(f"morning-{language}") / "city") as time:
        yield time


@pytest.fixture(scope="module")
def worked(language: str) -> list[str]:
    """Where the district's officer found work in the morning."""
    return []


def test_a_stranger_reports_a_page(browser: Browser, residents: People, passing: PassingTime, language: str) -> None:
    need = passing.live.rows(SHOWN)[0][0]
    with visiting(browser, residents.site, language=language, scripts=False) as stranger:
        stranger.go(f"/needs/{need}/", "need-to-report")
        stranger.follow(stranger.page.locator("footer a[href*='/report/page/']"), "report")
        stranger.main.locator("[name=reason]").first.check()
        stranger.follow(stranger.main.locator("form button"), "reported")
        stranger.page.goto(f"{residents.site}/needs/{need}/")
        assert need not in stranger.page.title()


def test_signing_in_leads_to_the_desk(residents: People, language: str) -> None:
    with residents.visit("city_officer", language) as visitor:
        assert residents.landed["city_officer"] == "/desk/"
        visitor.go("/desk/", "desk-city-officer")


def test_the_citys_officer_does_a_part(residents: People, passing: PassingTime, language: str) -> None:
    who = "city_officer"
    with residents.visit(who, language) as visitor:
        morning = Morning(visitor, passing.live, who, residents.logins[who]["email"], [])
        morning.work("/review/")
        path = next(path for path in morning.desk() if "/opening/" in path)
        visitor.follow(visitor.link(path), "opening-from-desk")
        opening(morning)


def test_the_districts_officer_works_until_nothing_waits(
    residents: People, passing: PassingTime, language: str, worked: list[str]
) -> None:
    who = "officer"
    with residents.visit(who, language) as visitor:
        assert residents.landed[who] == "/desk/"
        morning = Morning(visitor, passing.live, who, residents.logins[who]["email"], [])
        worked += morning.desk()
        morning.until_empty()
        assert {"review", "applications", "opening", "reports"} <= set(morning.done)
        visitor.go("/desk/", "desk-empty")
        assert EMPTY[language] in visitor.words


def test_what_one_did_waits_for_no_colleague(
    residents: People, passing: PassingTime, language: str, worked: list[str]
) -> None:
    who = "city_officer"
    with residents.visit(who, language) as visitor:
        left = Morning(visitor, passing.live, who, residents.logins[who]["email"], []).desk()
        assert worked
        assert set(left).isdisjoint(worked)
