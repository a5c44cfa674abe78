"""`python -m tests.stripe_twin`: serve until terminated; the first line of stdout is the address."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from datetime import datetime
from pathlib import Path
from types import FrameType

from tests.stripe_twin.delivery.courier import Courier, Endpoint
from tests.stripe_twin.server import Twin, TwinServer
from tests.stripe_twin.state.world import World


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.stripe_twin", description="A stateful stand-in for Stripe.")
    parser.add_argument("--port", type=int, default=0, help="0 picks a free port")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--state", type=Path, help="JSON file that keeps everything across restarts")
    parser.add_argument("--public-url", default="", help="address browsers reach the twin at, if not the one called")
    parser.add_argument("--webhook-url", help="where events are posted")
    parser.add_argument("--webhook-secret", default="whsec_embedded")
    parser.add_argument("--settle-after", type=int, default=15, help="seconds a delayed payment or refund takes")
    parser.add_argument("--accept-any-account", action="store_true", help="every acct_… exists and may be paid")
    parser.add_argument("--starts-at", type=datetime.fromisoformat, help="the moment it is for everybody, ISO 8601")
    return parser.parse_args()


def main() -> int:
    options = arguments()
    world = World(options.state)
    if options.starts_at:
        world.clock.start_at(int(options.starts_at.timestamp()))
    world.settle_after = options.settle_after
    world.accept_any_account = options.accept_any_account
    endpoint = Endpoint(options.webhook_url, options.webhook_secret) if options.webhook_url else None
    courier = Courier(world, endpoint)
    server = TwinServer((options.host, options.port), Twin(world, courier, options.public_url))

    def stop(signum: int, frame: FrameType | None) -> None:
        # shutdown() waits for serve_forever(), which runs in this very thread
        threading.Thread(target=server.shutdown).start()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    courier.thread.start()
    print(f"http://{options.host}:{server.server_port}", flush=True)  # noqa: T201
    server.serve_forever(poll_interval=0.1)
    server.server_close()
    courier.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
