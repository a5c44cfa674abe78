"""The database's own time: where several servers hand things in, one clock decides what came before a deadline."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from django.db import connection

from marketplace.common import clock

NOW: Final = {
    "postgresql": "SELECT clock_timestamp()",
    "sqlite": "SELECT strftime('%Y-%m-%d %H:%M:%f', 'now')",
}
"""The moment of the statement, not of the transaction: ask again after waiting for a lock."""


def database_now() -> datetime:
    """The present moment by the database, aware, in UTC."""
    with connection.cursor() as cursor:
        cursor.execute(NOW[connection.vendor])
        (told,) = cursor.fetchone()
    return clock.as_set(told if isinstance(told, datetime) else datetime.fromisoformat(told).replace(tzinfo=UTC))
