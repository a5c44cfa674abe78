"""The twin's own time: the machine's, started elsewhere or moved forward on demand."""

from __future__ import annotations

import time


class Clock:
    """Whole seconds since the epoch.

    `shift` is how far the day everybody lives in lies from the machine's: webhooks are signed in it.
    `ahead` is how far the twin alone has been moved on, so that delayed things happen now.
    """

    def __init__(self) -> None:
        self.shift = 0
        self.ahead = 0

    def now(self) -> int:
        return self.everybodys_now() + self.ahead

    def everybodys_now(self) -> int:
        return int(time.time()) + self.shift

    def start_at(self, moment: int | None) -> None:
        """It is `moment` now, for everybody, and time goes on from there; None is the machine's own time."""
        self.shift = 0 if moment is None else moment - int(time.time())
        self.ahead = 0

    def advance(self, seconds: int) -> None:
        """Move on; time never runs backwards."""
        self.ahead += max(0, seconds)
