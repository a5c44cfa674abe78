"""A server as a child process: ready before it is used, gone when it is no longer wanted, however we end."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PR_SET_PDEATHSIG = 1
NOBODY = 65534
_LIBC = ctypes.CDLL(None, use_errno=True)


class ServerDidNotStartError(RuntimeError):
    """The message ends with the last lines that the server wrote."""


def unprivileged() -> dict[str, Any]:
    """Arguments for `subprocess` that give up root, for servers that refuse it; empty for anybody else."""
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}


def hand_over(folder: Path) -> None:
    """Give a folder to the user that `unprivileged` runs as; nothing to do unless we are root."""
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)


@contextmanager
def running(
    command: Sequence[str | Path],
    *,
    ready: Callable[[], bool],
    log: Path,
    stop: signal.Signals = signal.SIGTERM,
    patience: float = 60,
    env: Mapping[str, str] | None = None,
    **popen: Any,
) -> Iterator[subprocess.Popen[bytes]]:
    """Run `command` until the block ends; enters it when `ready()` holds, within `patience` seconds.

    `env` is laid over our own environment. The server's output goes to `log`.
    """
    with log.open("ab") as output:
        server = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=lambda: _LIBC.prctl(PR_SET_PDEATHSIG, stop.value),
            env={**os.environ, **(env or {})},
            **popen,
        )
    try:
        _await(server, ready, log, patience)
        yield server
    finally:
        _end(server, stop)


def _await(server: subprocess.Popen[bytes], ready: Callable[[], bool], log: Path, patience: float) -> None:
    deadline = time.monotonic() + patience
    while not ready():
        if server.poll() is not None or time.monotonic() > deadline:
            tail = log.read_text(errors="replace")[-2000:]
            raise ServerDidNotStartError(f"{server.args!r} did not answer (exit {server.poll()}):\n{tail}")
        time.sleep(0.05)


def _end(server: subprocess.Popen[bytes], stop: signal.Signals) -> None:
    if server.poll() is not None:
        return
    server.send_signal(stop)
    try:
        server.wait(15)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
