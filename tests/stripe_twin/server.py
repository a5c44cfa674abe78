"""HTTP around the twin: one thread a request, standard library only."""

from __future__ import annotations

import socket
import struct
import sys
import time
import traceback
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from tests.stripe_twin.api.door import Door
from tests.stripe_twin.control import Control
from tests.stripe_twin.delivery.courier import Courier
from tests.stripe_twin.hosted.pages import Pages
from tests.stripe_twin.state.world import World
from tests.stripe_twin.wire.faults import Faults
from tests.stripe_twin.wire.messages import Refusal, Request, Response, as_error

LARGEST_BODY = 1_000_000


class Twin:
    """The three doors of the twin: the API, the levers, the pages."""

    def __init__(self, world: World, courier: Courier, public_url: str = "") -> None:
        self.world = world
        self.courier = courier
        faults = Faults()
        self.api = Door(world, faults, public_url)
        self.control = Control(world, courier, faults)
        self.pages = Pages(world)

    def answer(self, request: Request) -> Response:
        """Through the door its path belongs to; whatever is posted may change what is kept."""
        response = self.door_of(request)(request)
        self.world.dirty = self.world.dirty or request.method == "POST"
        return response

    def door_of(self, request: Request) -> Callable[[Request], Response]:
        if request.path.startswith("/v1/"):
            return self.api.answer
        if request.path.startswith("/_twin/"):
            return self.control.answer
        return self.pages.answer


class Handler(BaseHTTPRequestHandler):
    """Reads a request, lets the twin answer, writes the response."""

    protocol_version = "HTTP/1.1"
    server: TwinServer

    def do_GET(self) -> None:
        self.respond()

    def do_POST(self) -> None:
        self.respond()

    def respond(self) -> None:
        parts = urlsplit(self.path)
        size = int(self.headers.get("Content-Length") or 0)
        if size > LARGEST_BODY:
            self.close_connection = True
            self.write(as_error(Refusal(413, "Request too large.")))
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.command, parts.path, parts.query, headers, self.rfile.read(size))
        try:
            response = self.server.twin.answer(request)
        except Exception:  # noqa: BLE001 - a fault of the twin's own must be seen as one, not as a hung client
            traceback.print_exc(file=sys.stderr)
            response = as_error(Refusal(500, "The twin itself failed; see its log.", kind="api_error"))
        self.write(response)

    def write(self, response: Response) -> None:
        if response.hang_up_after is not None:
            time.sleep(response.hang_up_after)
            self.break_off()
            return
        self.send_response(response.status)
        self.send_header("Content-Type", response.content_type)
        self.send_header("Content-Length", str(len(response.body)))
        for name, value in response.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(response.body)

    def break_off(self) -> None:
        """Reset the connection: the caller learns nothing of what was done."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: the deliveries and events can be asked for."""


class TwinServer(ThreadingHTTPServer):
    """Listens until `shutdown`; the courier works as long as the server is open."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], twin: Twin) -> None:
        super().__init__(address, Handler)
        self.twin = twin

    def handle_error(self, request: object, client_address: object) -> None:
        """A caller that went away in the middle is its own business."""
