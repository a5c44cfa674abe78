"""Let real processes do something at the same moment on the test's database, and hear how each of them fared."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import Any

from django.db import connection

from marketplace.common.verdict import DomainError

LONGEST = 60
DONE = "done"


def race(runners: Sequence[Callable[[], object]]) -> list[str]:
    """Start every runner in a process of its own behind one barrier: `done`, a refusal's code, or an error's name."""
    connection.close()
    forking = multiprocessing.get_context("fork")
    barrier = forking.Barrier(len(runners))
    pipes, processes = [], []
    for runner in runners:
        ours, theirs = forking.Pipe(duplex=False)
        process = forking.Process(target=_run, args=(runner, barrier, theirs))
        process.start()
        theirs.close()
        pipes.append(ours)
        processes.append(process)
    told = [pipe.recv() if pipe.poll(LONGEST) else "silent" for pipe in pipes]
    for process in processes:
        process.join(LONGEST)
    return told


def _run(runner: Callable[[], object], barrier: Any, pipe: Connection) -> None:
    """In the child; it leaves at once, without the parent's test session."""
    try:
        connection.ensure_connection()
        barrier.wait(LONGEST)
        runner()
        pipe.send(DONE)
    except DomainError as refusal:
        pipe.send(refusal.code)
    except Exception as error:  # noqa: BLE001 - the parent judges what happened
        pipe.send(f"{type(error).__name__}: {error}")
    finally:
        connection.close()
        os._exit(0)
