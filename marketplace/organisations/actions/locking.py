"""The row under its lock: whoever judges does so on what is there now, not on what was read for the page."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model

M = TypeVar("M", bound=Model)


def locked(row: M) -> M:
    """The same row, read again and held until the transaction ends."""
    row.refresh_from_db(from_queryset=type(row)._base_manager.select_for_update(of=("self",)))
    return row
