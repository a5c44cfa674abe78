"""Who is behind a key of the facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from marketplace.fulfilment.capacity import Supplier as Helper
from marketplace.needs.models import Need


@dataclass(frozen=True, slots=True)
class Directory:
    """Rows by the keys that a run uses."""

    needs: Mapping[str, Need]
    helpers: Mapping[str, Helper]
