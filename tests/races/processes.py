"""Real processes that begin at the same moment on the database under test."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from typing import Any

from django.db import connections

from marketplace.common.verdict import DomainError

PATIENCE = 90.0
"""Seconds after which a process counts as stuck."""


def race(deeds: list[Callable[[], object]]) -> list[str]:
    """What became of each deed, in their order: `done`, the code of its refusal, or the error that should not be."""
    context = multiprocessing.get_context("fork")
    start, results = context.Barrier(len(deeds)), context.SimpleQueue()
    connections.close_all()  # a connection must not be shared with a child
    children = [
        context.Process(target=_run, args=(number, deed, start, results), daemon=True)
        for number, deed in enumerate(deeds)
    ]
    for child in children:
        child.start()
    for child in children:
        child.join(PATIENCE)
    stuck = [child for child in children if child.is_alive()]
    for child in stuck:
        child.kill()
    told = dict(_all(results))
    return [told.get(number, "stuck or dead") for number in range(len(deeds))]


def _run(number: int, deed: Callable[[], object], start: Any, results: Any) -> None:
    connections.close_all()
    start.wait(PATIENCE)
    try:
        deed()
        outcome = "done"
    except DomainError as refusal:
        outcome = refusal.code
    except Exception as error:  # noqa: BLE001 - whatever happens in the child, the parent must be told
        outcome = repr(error)
    results.put((number, outcome))
    connections.close_all()


def _all(results: Any) -> list[tuple[int, str]]:
    told = []
    while not results.empty():
        told.append(results.get())
    return told
