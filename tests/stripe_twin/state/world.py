"""Everything the twin knows, behind one lock; what happens later waits here as a job."""

from __future__ import annotations

import copy
import json
import threading
from pathlib import Path
from typing import Any

from stripe._api_version import _ApiVersion

from tests.stripe_twin.state.clock import Clock
from tests.stripe_twin.state.store import Store, new_id
from tests.stripe_twin.wire.idempotency import Keys

API_VERSION = _ApiVersion.CURRENT


class World:
    """Store, clock, keys and jobs. Every reader and writer holds `lock`; `changed` wakes the courier."""

    def __init__(self, state_file: Path | None = None) -> None:
        self.lock = threading.RLock()
        self.changed = threading.Condition(self.lock)
        self.clock = Clock()
        self.store = Store()
        self.keys = Keys()
        self.jobs: list[dict[str, Any]] = []
        self.settle_after = 15
        self.refund_outcome = "succeeded"
        self.accept_any_account = False
        self.dirty = False
        self.state_file = state_file
        if state_file and state_file.exists():
            self.load(json.loads(state_file.read_text(encoding="utf-8")))

    def later(self, seconds: float, deed: str, **details: Any) -> None:
        """Have `deed` done once the clock has moved on; 0 means as soon as the lock is free."""
        self.jobs.append({"due": self.clock.now() + seconds, "deed": deed, **details})
        self.changed.notify_all()

    def take_due_jobs(self) -> list[dict[str, Any]]:
        """Remove and return what is due, oldest first."""
        now = self.clock.now()
        due = [job for job in self.jobs if job["due"] <= now]
        self.jobs = [job for job in self.jobs if job["due"] > now]
        return sorted(due, key=lambda job: float(job["due"]))

    def emit(self, account: str, fact: str, thing: dict[str, Any], request: dict[str, Any] | None = None) -> None:
        """Record an event about an object as it is now, and send it on its way."""
        event = {
            "id": new_id("event"),
            "object": "event",
            "api_version": API_VERSION,
            "created": self.clock.now(),
            "data": {"object": copy.deepcopy(thing)},
            "livemode": False,
            "pending_webhooks": 1,
            "request": request or {"id": None, "idempotency_key": None},
            "type": fact,
        }
        if account:
            event["account"] = account
        self.store.put(account, event)
        self.later(0, "dispatch", account=account, event=event["id"])

    def save_if_changed(self) -> None:
        """Write the state file, replacing the old one in a single step."""
        if self.state_file is None or not self.dirty:
            return
        with self.lock:
            self.dirty = False
            text = json.dumps(self.as_document(), ensure_ascii=False)
        part = self.state_file.with_name(self.state_file.name + ".part")
        part.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, encoding="utf-8")
        part.replace(self.state_file)

    def as_document(self) -> dict[str, Any]:
        return {
            "ahead": self.clock.ahead,
            "shelves": self.store.shelves,
            "jobs": self.jobs,
            "keys": self.keys.as_rows(),
        }

    def load(self, document: dict[str, Any]) -> None:
        self.clock.ahead = document["ahead"]
        self.store.shelves = document["shelves"]
        self.jobs = document["jobs"]
        self.keys.load(document["keys"])
