"""What must be true of every purchase at any time: (invariant, object, detail) for each that is not."""

from __future__ import annotations

from collections.abc import Iterator

from marketplace.procurement.invariants import bids, contracts
from marketplace.procurement.invariants.bids import CONTENT, SEALED, Broken

__all__ = ["CONTENT", "SEALED", "counts", "violations"]


def counts() -> dict[str, int]:
    """How many objects were looked at."""
    return {**bids.counts(), **contracts.counts()}


def violations() -> Iterator[Broken]:
    """Each broken promise, without a word of a bid."""
    yield from bids.violations()
    yield from contracts.violations()
