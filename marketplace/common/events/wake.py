"""A nudge for the dispatcher of this process; losing it costs seconds, never a message."""

from __future__ import annotations

import threading

nudge = threading.Event()


def wake() -> None:
    """Called after commit."""
    nudge.set()
