"""Carries out what is due: webhooks to the endpoint, delayed payments, refunds and expiries."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import asdict, dataclass
from typing import Any

import requests

from tests.stripe_twin.api import payments, refunds, sessions
from tests.stripe_twin.delivery.switches import Switches, letter
from tests.stripe_twin.state.store import new_id
from tests.stripe_twin.state.world import World

BACKOFF = (2, 10, 60, 600, 3600, 6 * 3600, 24 * 3600)
"""Seconds between attempts at an endpoint that does not answer 2xx."""
SEND_TIMEOUT = 10
SAVE_EVERY = 1.0


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where webhooks go, and the secret they are signed with."""

    url: str
    secret: str


class Courier:
    """One thread that waits for due jobs, and a small pool that posts webhooks side by side."""

    def __init__(self, world: World, endpoint: Endpoint | None = None) -> None:
        self.world = world
        self.endpoint = endpoint
        self.switches: list[Switches] = []
        self.held: list[tuple[str, str]] = []
        self.deliveries: list[dict[str, Any]] = []
        self.pool = ThreadPoolExecutor(8)
        self.on_the_road: set[Future[None]] = set()
        self.stopping = False
        self.thread = threading.Thread(target=self.run, daemon=True)

    def run(self) -> None:
        while not self.stopping:
            with self.world.changed:
                if not self.work_off():
                    self.world.changed.wait(SAVE_EVERY)
            self.world.save_if_changed()

    def work_off(self) -> bool:
        """Do what is due; True when there was anything. The lock is held."""
        jobs = self.world.take_due_jobs()
        for job in jobs:
            details = {name: value for name, value in job.items() if name not in {"due", "deed"}}
            getattr(self, job["deed"])(**details)
        self.world.dirty = self.world.dirty or bool(jobs)
        return bool(jobs)

    def drain(self) -> None:
        """Return once nothing is due and nothing is on the road."""
        while True:
            with self.world.lock:
                worked = self.work_off()
                waiting = set(self.on_the_road)
            if not worked and not waiting:
                return
            wait(waiting)
            with self.world.lock:
                self.on_the_road -= waiting

    def stop(self) -> None:
        self.stopping = True
        with self.world.changed:
            self.world.changed.notify_all()
        self.pool.shutdown(cancel_futures=True)
        self.world.save_if_changed()

    # --- The deeds a job may name --------------------------------------------------------------------
    def expire_session(self, account: str, session: str) -> None:
        sessions.close(self.world, account, self.world.store.get(account, "checkout.session", session))

    def settle_payment(self, account: str, session: str, method: str, outcome: str) -> None:
        thing = self.world.store.get(account, "checkout.session", session)
        payments.settle(self.world, account, thing, method, outcome)

    def settle_refund(self, account: str, refund: str, outcome: str) -> None:
        refunds.settle(self.world, account, self.world.store.get(account, "refund", refund), outcome)

    def dispatch(self, account: str, event: str) -> None:
        """Send a new event as the switches say."""
        thing = self.world.store.get(account, "event", event)
        if self.endpoint is None:
            thing["pending_webhooks"] = 0
            return
        switches = self.switches_for(thing)
        if switches.drop:
            return
        if switches.hold:
            self.held.append((account, event))
            return
        for key in self.ids_of(account, thing, switches):
            for _ in range(switches.copies):
                self.world.later(switches.delay, "deliver", account=account, event=key, switches=asdict(switches))

    def deliver(self, account: str, event: str, switches: dict[str, Any], attempt: int = 0) -> None:
        """Post it on a thread of the pool."""
        thing = self.world.store.get(account, "event", event)
        self.on_the_road = {future for future in self.on_the_road if not future.done()}
        if self.endpoint is not None:
            self.on_the_road.add(self.pool.submit(self.post, account, thing, Switches(**switches), attempt))

    # --- Help for the deeds ----------------------------------------------------------------------------
    def switches_for(self, event: dict[str, Any]) -> Switches:
        for switches in self.switches:
            if switches.concern(event):
                if switches.times is not None:
                    switches.times -= 1
                return switches
        return Switches()

    def ids_of(self, account: str, event: dict[str, Any], switches: Switches) -> list[str]:
        """The event's id, and a second one for the same fact when that is switched on."""
        if not switches.second_event:
            return [event["id"]]
        second = self.world.store.put(account, event | {"id": new_id("event")})
        return [event["id"], second["id"]]

    def post(self, account: str, event: dict[str, Any], switches: Switches, attempt: int) -> None:
        """One delivery; a failed one is tried again later unless it was spoilt on purpose."""
        endpoint = self.endpoint
        assert endpoint is not None
        body, headers = letter(event, endpoint.secret, switches, self.world.clock.everybodys_now())
        try:
            with requests.Session() as session:
                session.trust_env = False
                status = session.post(endpoint.url, data=body, headers=headers, timeout=SEND_TIMEOUT).status_code
        except requests.RequestException:
            status = 0
        with self.world.lock:
            self.deliveries.append({"event": event["id"], "type": event["type"], "status": status, "attempt": attempt})
            if 200 <= status < 300:
                event["pending_webhooks"] = 0
            elif not switches.mangles and attempt < len(BACKOFF):
                details = {"account": account, "event": event["id"], "attempt": attempt + 1}
                self.world.later(BACKOFF[attempt], "deliver", switches=asdict(Switches()), **details)
