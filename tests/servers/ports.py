"""Free TCP ports on loopback, and whether somebody answers there."""

from __future__ import annotations

import random
import socket

LOOPBACK = "127.0.0.1"
BELOW_THE_KERNELS = (20_000, 32_000)
ATTEMPTS = 50


def free_port() -> int:
    """A port that was free a moment ago; the kernel does not hand it out again so soon."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Whether a connection to the port is accepted."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((LOOPBACK, port)) == 0


def two_free_ports() -> int:
    """The first of two neighbours that were free a moment ago.

    They lie below the ports that the kernel hands out to whoever connects, so that none of those is in the way.
    """
    for _attempt in range(ATTEMPTS):
        first = random.randrange(*BELOW_THE_KERNELS)
        with socket.socket() as one, socket.socket() as other:
            try:
                one.bind((LOOPBACK, first))
                other.bind((LOOPBACK, first + 1))
            except OSError:
                continue
            return first
    raise OSError(f"no two free ports among {BELOW_THE_KERNELS}")
