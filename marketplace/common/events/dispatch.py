"""Deliver what waits in the outbox: leased, retried with growing pauses, parked after too many tries."""

from __future__ import annotations

import logging
import threading
from datetime import datetime, timedelta

from django.db import close_old_connections, models

from marketplace.common import clock
from marketplace.common.events.models import OutboxMessage
from marketplace.common.events.registry import UnknownDelivery, delivery
from marketplace.common.events.wake import nudge

log = logging.getLogger("zhulin.outbox")

LEASE = timedelta(minutes=6)
"""Longer than the hard limit of a task (300 s), so that a living worker is never overtaken."""
TRIES = 8
IDLE_SECONDS = 2.0


def waiting() -> models.QuerySet[OutboxMessage]:
    """Messages neither delivered nor parked."""
    return OutboxMessage.objects.filter(delivered_at__isnull=True, parked_at__isnull=True)


def lease(limit: int) -> list[int]:
    """Take up to `limit` due messages; whoever dies with them gives them back when the lease ends."""
    now = clock.now()
    free = models.Q(leased_until__isnull=True) | models.Q(leased_until__lt=now)
    taken: list[int] = []
    due = waiting().filter(free, available_at__lte=now).order_by("available_at", "pk")
    for key in list(due.values_list("pk", flat=True)[:limit]):
        if waiting().filter(free, pk=key).update(leased_until=now + LEASE, attempts=models.F("attempts") + 1):
            taken.append(key)
    return taken


def deliver(key: int) -> bool:
    """Run one leased message; True when it was heard. A failure is kept with its reason and tried again.

    The listener runs outside a transaction of ours, because it may send mail; it may therefore run twice.
    """
    message = waiting().filter(pk=key).first()
    if message is None:
        return False
    try:
        delivery(message.event, message.listener, message.payload)()
    except Exception as error:  # noqa: BLE001 - whatever a listener raises, the message must stay visible
        _postpone(message, error)
        return False
    waiting().filter(pk=key).update(delivered_at=clock.now(), leased_until=None)
    return True


def _postpone(message: OutboxMessage, error: Exception) -> None:
    now = clock.now()
    give_up = message.attempts >= TRIES or isinstance(error, UnknownDelivery)
    log.error("outbox delivery failed", extra={"outbox_event": message.event, "error": type(error).__name__})
    waiting().filter(pk=message.pk).update(
        leased_until=None,
        last_error=f"{type(error).__name__}"[:200],
        available_at=now + timedelta(seconds=min(2**message.attempts, 900)),
        parked_at=now if give_up else None,
    )


def deliver_due(limit: int = 100) -> int:
    """Deliver until nothing is due; returns how many were heard."""
    heard = 0
    while keys := lease(limit):
        heard += sum(deliver(key) for key in keys)
    return heard


def lag(now: datetime | None = None) -> timedelta:
    """The age of the oldest message that is due and not delivered."""
    now = now or clock.now()
    oldest = waiting().filter(available_at__lte=now).order_by("available_at").values_list("available_at", flat=True)
    first = oldest.first()
    return now - first if first else timedelta()


def run_forever(stop: threading.Event) -> None:
    """The embedded dispatcher: a thread of the web process."""
    while not stop.is_set():
        nudge.wait(IDLE_SECONDS)
        nudge.clear()
        try:
            deliver_due()
        except Exception as error:  # noqa: BLE001 - the thread must outlive a locked database
            log.error("outbox sweep failed", extra={"error": type(error).__name__})
        finally:
            close_old_connections()
