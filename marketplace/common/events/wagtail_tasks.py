"""Wagtail's own background tasks go through our outbox: its immediate backend runs inside open transactions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import TaskResult, TaskResultStatus

from marketplace.common.events.registry import Event, announce
from marketplace.common.references import new_reference


@dataclass(frozen=True, slots=True)
class LibraryTaskEnqueued(Event):
    """A library asked for a function to run later; arguments are JSON."""

    function: str
    args: list[Any]
    kwargs: dict[str, Any]


def run_library_task(event: LibraryTaskEnqueued) -> None:
    """Run it; wired to `LibraryTaskEnqueued`. Only functions that are declared as tasks can be named."""
    import_string(event.function).call(*event.args, **event.kwargs)


class OutboxTaskBackend(BaseTaskBackend):
    """`TASKS` backend: enqueue = announce."""

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        announce(LibraryTaskEnqueued(function=task.module_path, args=list(args), kwargs=dict(kwargs)))
        return TaskResult(
            task=task,
            id=new_reference(),
            status=TaskResultStatus.READY,
            enqueued_at=None,
            started_at=None,
            finished_at=None,
            last_attempted_at=None,
            args=list(args),
            kwargs=dict(kwargs),
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
