"""The embedded site has no workers: two threads of the web process deliver the outbox and run the sweeps."""

from __future__ import annotations

import threading

from marketplace.common.events import dispatch
from marketplace.operations import sweeps

_started = threading.Lock()


def start() -> threading.Event | None:
    """Start both threads once per process; returns the event that stops them."""
    if not _started.acquire(blocking=False):
        return None
    stop = threading.Event()
    for loop in (dispatch.run_forever, sweeps.run_forever):
        threading.Thread(target=loop, args=(stop,), name=loop.__module__, daemon=True).start()
    return stop
