"""A list costs the same number of queries whether it has one row or three."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def queries_of(client: Client, url: str) -> int:
    """How many queries the page takes; it must answer."""
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == 200
    return len(captured)


def costs_the_same(client: Client, url: str, add_row: Callable[[], object]) -> None:
    """With one row and with three; the first visit warms what is read once."""
    add_row()
    client.get(url)
    one = queries_of(client, url)
    add_row()
    add_row()
    assert queries_of(client, url) == one
