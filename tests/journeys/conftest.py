"""The built city, copied and served: what one journey writes stays in this run."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser

from marketplace.common import clock
from tests.journeys.living import LiveCity
from tests.journeys.people import People
from tests.operations.city import TODAY, City, city
from tests.servers.places import ROOT
from tests.servers.ports import answers, two_free_ports
from tests.servers.process import running

__all__ = ["city", "live", "people", "site", "without_campaign"]


@pytest.fixture(scope="session")
def live(city: City, tmp_path_factory: pytest.TempPathFactory) -> LiveCity:
    """A copy of the small city that journeys may write to, on the day after it was played."""
    folder = tmp_path_factory.mktemp("live") / "city"
    shutil.copytree(city.folder, folder)
    played = date.fromisoformat(TODAY)
    return LiveCity(folder, days_ahead=(played - clock.today()).days + 1)


@pytest.fixture(scope="session")
def site(live: LiveCity) -> Iterator[str]:
    """The address of the served city, which is sound when all journeys are over; the Stripe twin is one port on."""
    port = two_free_ports()
    command = [sys.executable, "manage.py", "runcity", "--port", str(port)]
    log = live.folder / "runcity.log"
    ready = lambda: answers(port) and answers(port + 1)  # noqa: E731
    with running(command, ready=ready, log=log, env=live.env, cwd=ROOT):
        yield f"http://127.0.0.1:{port}"
        checked = live.manage("check_invariants")
        assert checked.code == 0, checked.out


@pytest.fixture(scope="session")
def people(browser: Browser, site: str, live: LiveCity) -> People:
    """Everybody with an account."""
    return People(browser, site, live)


@pytest.fixture(scope="session")
def without_campaign(live: LiveCity) -> str:
    """The reference of an open programme without a campaign on a designated platform."""
    return str(live.ask("programme_without_campaign"))
