"""Start a twin as a process of its own, pull its levers, pay on its pages."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from tests.servers.ports import LOOPBACK, answers, free_port
from tests.servers.process import running

ROOT = Path(__file__).resolve().parents[2]
TIMEOUT = 30
ACCOUNT = "acct_twin000000000001"
"""A charity's account that every twin started here knows and that may be paid."""


@dataclass(frozen=True, slots=True)
class RunningTwin:
    """A handle on a started twin; every call raises when the twin refuses it."""

    url: str

    def pull(self, lever: str, **wish: Any) -> Any:
        """POST `/_twin/<lever>`; the answer as Python values."""
        answer = requests.post(f"{self.url}/_twin/{lever}", json=wish, timeout=TIMEOUT)
        if not answer.ok:
            raise AssertionError(answer.text)
        return answer.json()

    def pay(self, page: str, outcome: str = "succeed", method: str = "alipay") -> requests.Response:
        """Send the form of the hosted page: succeed, decline, delay_succeed or delay_fail; no redirect followed."""
        form = {"outcome": outcome, "method": method}
        return requests.post(page, data=form, timeout=TIMEOUT, allow_redirects=False)


@contextmanager
def running_twin(*options: str) -> Iterator[RunningTwin]:
    """A twin on a free port of 127.0.0.1 with one account ready; ended when the block is left."""
    port = free_port()
    command = [sys.executable, "-m", "tests.stripe_twin", "--port", str(port), *options]
    with (
        tempfile.TemporaryDirectory(prefix="zhulin-twin-") as name,
        running(command, ready=lambda: answers(port), log=Path(name) / "log", cwd=ROOT),
    ):
        twin = RunningTwin(f"http://{LOOPBACK}:{port}")
        twin.pull("account", id=ACCOUNT, name="Demonstration charity")
        yield twin
