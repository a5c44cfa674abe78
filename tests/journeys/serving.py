"""A city served as a visitor finds it; one that a journey has for itself may be served again on a later day."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from marketplace.common import clock
from tests.journeys.living import LiveCity, copy_of
from tests.operations.city import City
from tests.servers.places import ROOT
from tests.servers.ports import answers, two_free_ports
from tests.servers.process import running

HOURS_A_DAY = 24


@contextmanager
def served(live: LiveCity, port: int) -> Iterator[str]:
    """The city's address; the Stripe twin is one port on."""
    command = [sys.executable, "manage.py", "runcity", "--port", str(port)]
    ready = lambda: answers(port) and answers(port + 1)  # noqa: E731
    with running(command, ready=ready, log=live.folder / "runcity.log", env=live.env, cwd=ROOT):
        yield f"http://127.0.0.1:{port}"


@dataclass
class PassingTime:
    """Serves a city that time passes in: each later moment is a new start of the same city at the same address."""

    live: LiveCity
    port: int = field(default_factory=two_free_ports)
    hours: float = 0
    _serving: ExitStack = field(default_factory=ExitStack)

    def __post_init__(self) -> None:
        self.begins = self.live.days_ahead
        self._serve()

    @property
    def site(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def now(self) -> datetime:
        """The city's time, on its own clocks."""
        return clock.local(clock.now() + timedelta(days=self.live.days_ahead))

    def reach(self, *, days: int = 0, hours: float = 0) -> None:
        """Go on to so long after the beginning; nothing to do where it is that late already."""
        wanted = days * HOURS_A_DAY + hours
        if wanted > self.hours:
            self.end()
            self.hours = wanted
            self.live = replace(self.live, days_ahead=self.begins + wanted / HOURS_A_DAY)
            self._serve()

    def end(self) -> None:
        """Nobody is served any more."""
        self._serving.close()
        self.live.ask_no_more()

    def _serve(self) -> None:
        self._serving.enter_context(served(self.live, self.port))


@contextmanager
def time_of_its_own(city: City, folder: Path) -> Iterator[PassingTime]:
    """The same city in this folder, served until the journey is over, and sound then."""
    time = PassingTime(copy_of(city, folder))
    try:
        yield time
        require_sound(time.live)
    finally:
        time.end()


def require_sound(live: LiveCity) -> None:
    """Whatever was done in it, the city breaks no rule that must never be broken."""
    checked = live.manage("check_invariants")
    assert checked.code == 0, checked.out
