"""`/_twin/…`: the levers of the tests and of the demonstration. JSON in, JSON out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter, ValidationError

from tests.stripe_twin.api import accounts
from tests.stripe_twin.delivery.courier import Courier, Endpoint
from tests.stripe_twin.delivery.switches import Switches
from tests.stripe_twin.state.store import PLATFORM
from tests.stripe_twin.state.world import World
from tests.stripe_twin.wire.faults import Fault, Faults
from tests.stripe_twin.wire.messages import Refusal, Request, Response, as_error, as_json, body_as_json

OUTCOMES = ("succeeded", "pending_then_succeeded", "pending_then_failed")


class Control:
    """One method a lever; the name in the path is the method's."""

    def __init__(self, world: World, courier: Courier, faults: Faults) -> None:
        self.world = world
        self.courier = courier
        self.faults = faults
        self.levers: dict[str, Callable[[dict[str, Any]], object]] = {
            "account": self.account,
            "clock": self.clock,
            "deliveries": self.deliveries,
            "drain": self.drain,
            "endpoint": self.endpoint,
            "faults": self.add_faults,
            "forget": self.forget,
            "held": self.held,
            "refunds": self.refunds,
            "send": self.send,
            "settle_after": self.settle_after,
            "switches": self.add_switches,
        }

    def answer(self, request: Request) -> Response:
        """POST pulls a lever; an unknown key or value is refused."""
        try:
            lever = self.levers.get(request.path.removeprefix("/_twin/"))
            if lever is None or request.method != "POST":
                raise Refusal(404, f"Levers: {', '.join(self.levers)}; pull with POST.")
            return as_json(200, lever(body_as_json(request)))
        except Refusal as refusal:
            return as_error(refusal)
        except (KeyError, TypeError, ValidationError) as error:
            return as_error(Refusal(400, f"{type(error).__name__}: {error}"))

    def account(self, wish: dict[str, Any]) -> object:
        """{"id": "acct_…", "name"?: …}: an account that is ready to be paid."""
        with self.world.lock:
            shelf = self.world.store.shelf(PLATFORM, "account")
            account = shelf.get(wish["id"]) or accounts.adopted(self.world, wish["id"])
            account["business_profile"] = {"name": wish.get("name")}
            return account

    def clock(self, wish: dict[str, Any]) -> object:
        """{"advance": seconds}: the twin runs ahead and what became due happens; {"start_at": epoch}: it is then."""
        with self.world.lock:
            if "start_at" in wish:
                self.world.clock.start_at(wish["start_at"])
            self.world.clock.advance(int(wish.get("advance", 0)))
        self.courier.drain()
        return {"now": self.world.clock.now()}

    def drain(self, wish: dict[str, Any]) -> object:
        """{}: answers once nothing is due and nothing on the road."""
        self.courier.drain()
        return {"pending": len(self.world.jobs)}

    def deliveries(self, wish: dict[str, Any]) -> object:
        """{}: every delivery so far with its HTTP status (0: no answer)."""
        with self.world.lock:
            return list(self.courier.deliveries)

    def endpoint(self, wish: dict[str, Any]) -> object:
        """{"url": …, "secret": …}: where webhooks go from now on; {}: nowhere."""
        self.courier.endpoint = Endpoint(**wish) if wish else None
        return wish

    def add_faults(self, wish: dict[str, Any]) -> object:
        """A fault of wire/faults.py."""
        fault = TypeAdapter(Fault).validate_python(wish)
        with self.world.lock:
            self.faults.waiting.append(fault)
        return asdict(fault)

    def add_switches(self, wish: dict[str, Any]) -> object:
        """Switches of delivery/switches.py."""
        switches = TypeAdapter(Switches).validate_python(wish)
        with self.world.lock:
            self.courier.switches.append(switches)
        return asdict(switches)

    def forget(self, wish: dict[str, Any]) -> object:
        """{}: faults, switches, deliveries and all that is still to come are gone; objects stay as they are."""
        piles = (self.faults.waiting, self.world.jobs, self.courier.switches, self.courier.held)
        with self.world.lock:
            for pile in (*piles, self.courier.deliveries):
                pile.clear()
        return {}

    def held(self, wish: dict[str, Any]) -> object:
        """{}: the events kept back, in the order they happened."""
        with self.world.lock:
            rows = [self.world.store.get(account, "event", key) for account, key in self.courier.held]
            return [{"id": row["id"], "type": row["type"]} for row in rows]

    def send(self, wish: dict[str, Any]) -> object:
        """{"events": [id, …], "switches"?: {…}}: these, one after the other, held back or sent before."""
        switches = TypeAdapter(Switches).validate_python(wish.get("switches", {}))
        for key in wish["events"]:
            with self.world.lock:
                account = self.world.store.owner_of("event", key)
                if account is None:
                    raise Refusal(404, f"No such event: {key}")
                self.courier.held = [pair for pair in self.courier.held if pair[1] != key]
                for _ in range(switches.copies):
                    self.courier.deliver(account, key, asdict(switches))
            self.courier.drain()
        return self.deliveries({})

    def refunds(self, wish: dict[str, Any]) -> object:
        """{"outcome": succeeded | pending_then_succeeded | pending_then_failed}: how refunds go from now on."""
        if wish["outcome"] not in OUTCOMES:
            raise Refusal(400, f"outcome: one of {', '.join(OUTCOMES)}")
        self.world.refund_outcome = wish["outcome"]
        return wish

    def settle_after(self, wish: dict[str, Any]) -> object:
        """{"seconds": n}: how long delayed payments and refunds take, on the twin's clock."""
        self.world.settle_after = int(wish["seconds"])
        return wish
