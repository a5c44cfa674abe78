"""The way in to `/v1/`: who asks, may the key be used again, what fails on purpose, and only then the endpoint."""

from __future__ import annotations

import time
from typing import Any

from tests.stripe_twin.api.accounts import acting_account
from tests.stripe_twin.api.call import Call
from tests.stripe_twin.api.lists import expanded
from tests.stripe_twin.api.routes import Route, find_route
from tests.stripe_twin.state.store import new_id
from tests.stripe_twin.state.world import API_VERSION, World
from tests.stripe_twin.wire.faults import Fault, Faults
from tests.stripe_twin.wire.forms import decode
from tests.stripe_twin.wire.idempotency import Kept
from tests.stripe_twin.wire.messages import Refusal, Request, Response, as_error, as_json
from tests.stripe_twin.wire.params import checked

ECHOED = ("idempotency-key", "stripe-account")


class Door:
    """Answers API requests; the world's lock is held only while something is read or written."""

    def __init__(self, world: World, faults: Faults, public_url: str = "") -> None:
        self.world = world
        self.faults = faults
        self.public_url = public_url

    def answer(self, request: Request) -> Response:
        """Always a response; headers as the API sends them."""
        request_id = new_id("request")
        with self.world.lock:
            fault = self.faults.take(request)
        try:
            if fault and fault.kind == "edge":
                response = as_error(fault.refusal())
            else:
                response = self.admit(request, request_id, fault)
        except Refusal as refusal:
            response = as_error(refusal)
        if fault and response.status >= 400:
            response.headers |= fault.headers()
        return stamped(response, request, request_id)

    def admit(self, request: Request, request_id: str, fault: Fault | None) -> Response:
        """Authentication, address and parameters, then the key; none of their refusals is remembered."""
        authenticate(request.headers.get("authorization", ""))
        route, key = find_route(request.method, request.path)
        params = checked(decode(request.body.decode() if request.method == "POST" else request.query), route.typed)
        with self.world.lock:
            account = acting_account(self.world, request.headers.get("stripe-account"))
            once = request.headers.get("idempotency-key") if request.method == "POST" else None
            call = Call(self.world, account, params, self.base_url(request), key, request_id, once)
            memory = f"{account}:{once}" if once else ""
            endpoint = f"{request.method} {request.path}"
            earlier = self.world.keys.begin(memory, endpoint, params, call.now()) if memory else None
        if earlier:
            return repeated(earlier)
        return self.carry_out(route, call, memory, fault)

    def carry_out(self, route: Route, call: Call, memory: str, fault: Fault | None) -> Response:
        """Do it once, remember the answer, and fail in the way that was asked for."""
        if fault and fault.kind == "slow":
            time.sleep(fault.seconds)
        with self.world.lock:
            response, kept = self.perform(route, call, fault)
            if memory and kept:
                self.world.keys.finish(memory, response.status, response.body, call.request_id or "")
            elif memory:
                self.world.keys.forget(memory)
        if fault and fault.kind == "timeout":
            response.hang_up_after = fault.seconds
        return response

    def perform(self, route: Route, call: Call, fault: Fault | None) -> tuple[Response, bool]:
        """The answer, and whether an idempotency key remembers it."""
        try:
            if fault and fault.kind == "before_effect":
                raise fault.refusal()
            answer: dict[str, Any] = expanded(call, route.answer(call))
            if fault and fault.kind == "after_effect":
                raise fault.refusal()
        except Refusal as refusal:
            return as_error(refusal), refusal.stored
        return as_json(200, answer), True

    def base_url(self, request: Request) -> str:
        """Where the pages of this twin are: as told, or where it was just called."""
        return self.public_url or f"http://{request.headers.get('host', '127.0.0.1')}"


def authenticate(header: str) -> None:
    """A test key is enough; a live key has no business here."""
    scheme, _, key = header.partition(" ")
    if scheme != "Bearer" or not key:
        raise Refusal(401, "You did not provide an API key.")
    if not key.startswith("sk_test_"):
        raise Refusal(401, f"Invalid API Key provided: {key[:8]}***: this twin takes test keys only.")


def repeated(earlier: Kept) -> Response:
    """The stored status and body of the first request with this key."""
    headers = {"Idempotent-Replayed": "true", "Original-Request": earlier.request_id}
    return Response(earlier.status, earlier.body.encode(), headers=headers)


def stamped(response: Response, request: Request, request_id: str) -> Response:
    response.headers |= {
        "Request-Id": request_id,
        "Stripe-Version": request.headers.get("stripe-version", API_VERSION),
        **{name.title(): request.headers[name] for name in ECHOED if name in request.headers},
    }
    return response
