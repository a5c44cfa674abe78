"""The built city, copied and served: what one journey writes stays in this run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.living import LiveCity, copy_of
from tests.journeys.people import People
from tests.journeys.serving import PassingTime, require_sound, served, time_of_its_own
from tests.operations.city import City, city
from tests.servers.ports import two_free_ports

__all__ = ["city", "live", "passing", "people", "residents", "site", "without_campaign"]


@pytest.fixture(scope="session")
def live(city: City, tmp_path_factory: pytest.TempPathFactory) -> LiveCity:
    """A copy of the small city that journeys may write to, on the day after it was played."""
    return copy_of(city, tmp_path_factory.mktemp("live") / "city")


@pytest.fixture(scope="session")
def site(live: LiveCity) -> Iterator[str]:
    """The address of the served city, which is sound when all journeys are over."""
    with served(live, two_free_ports()) as address:
        yield address
        live.ask_no_more()
        require_sound(live)


@pytest.fixture(scope="module")
def passing(city: City, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PassingTime]:
    """A copy of the city for one journey alone, in which time passes; it is sound in the end."""
    with time_of_its_own(city, tmp_path_factory.mktemp("passing") / "city") as time:
        yield time


@pytest.fixture(scope="session")
def people(browser: Browser, site: str, live: LiveCity) -> People:
    """Everybody with an account."""
    return People(browser, site, live)


@pytest.fixture(scope="module")
def residents(browser: Browser, passing: PassingTime) -> People:
    """Everybody with an account in the city in which time passes."""
    return People(browser, passing.site, passing.live)


@pytest.fixture(scope="session")
def without_campaign(live: LiveCity) -> str:
    """The reference of an open programme without a campaign on a designated platform."""
    return str(live.ask("programme_without_campaign"))
