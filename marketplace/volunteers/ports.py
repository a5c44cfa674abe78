"""What volunteers asks of its sibling: how many open needs ask for time. Bound by `wiring.py`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from marketplace.common.ports import Port


class OpenDemand(Protocol):
    """Counts of needs that everybody may see and that still want help."""

    def by_kind(self) -> Mapping[str, int]:
        """Kind of help -> needs."""


open_demand: Port[OpenDemand] = Port("volunteers.OpenDemand")
