"""Which function hears which fact. Filled by `marketplace/wiring.py`, the one map."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import transaction

from marketplace.common.verdict import DomainError


@dataclasses.dataclass(frozen=True, slots=True)
class Event:
    """A fact: ids and codes only, so that nothing confidential waits in the outbox."""

    @classmethod
    def name(cls) -> str:
        """`package.EventName`."""
        package = cls.__module__.removesuffix(".events").rpartition(".")[2]
        return f"{package}.{cls.__name__}"

    def payload(self) -> dict[str, Any]:
        """The fields as JSON values."""
        return dataclasses.asdict(self)


E = TypeVar("E", bound=Event)
Listener = Callable[[Any], None]

_types: dict[str, type[Event]] = {}
_listeners: dict[str, dict[str, Listener]] = {}


class UnknownDelivery(DomainError):
    """A stored message names an event or listener that this version does not have: it is parked."""

    code = "UNKNOWN_DELIVERY"


def listen(event_type: type[E], listener: Callable[[E], None]) -> None:
    """Wire a listener; its module and name identify it in the outbox."""
    _types[event_type.name()] = event_type
    _listeners.setdefault(event_type.name(), {})[listener_name(listener)] = listener


def listener_name(listener: Callable[..., None]) -> str:
    """`package.module.function`."""
    return f"{listener.__module__}.{listener.__qualname__}"


def listeners_of(event_type: type[Event]) -> dict[str, Listener]:
    """The wired listeners by name."""
    return _listeners.get(event_type.name(), {})


def announce(event: Event) -> None:
    """Write the fact for each of its listeners; the write commits or falls with the action."""
    from marketplace.common.events.models import OutboxMessage
    from marketplace.common.events.wake import wake

    names = listeners_of(type(event))
    if not names:
        return
    OutboxMessage.objects.bulk_create(
        OutboxMessage(event=event.name(), listener=name, payload=event.payload()) for name in names
    )
    transaction.on_commit(wake)


def delivery(event_name: str, listener: str, payload: dict[str, Any]) -> Callable[[], None]:
    """The call a stored message stands for; raises `UnknownDelivery`."""
    try:
        function = _listeners[event_name][listener]
        event = _types[event_name](**payload)
    except (KeyError, TypeError) as error:
        raise UnknownDelivery(f"{event_name} -> {listener}") from error
    return lambda: function(event)
