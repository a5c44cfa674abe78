"""What insurance asks of packages it may not import; `wiring.py` binds the answer, an unbound port refuses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from marketplace.common.ports import Port


class GroupCounter(Protocol):
    """Counts over the confidential register; a number is all that leaves it."""

    def insured(self, registers: Sequence[str], areas: Sequence[str]) -> int:
        """Households in these areas that are on one of the registers."""

    def matched(self, programme: str) -> int:
        """Households for which a match run proposed the programme of this reference."""


group_counter: Port[GroupCounter] = Port("insurance.GroupCounter")
