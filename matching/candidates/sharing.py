"""Needs published for the same area share one list of suppliers; it must be long enough for all of them."""

from __future__ import annotations

import numpy as np

from matching.facts import Rows
from matching.policies.policy import CandidatePolicy


def list_length(policy: CandidatePolicy, demand: int, capacity: int, suppliers: int) -> int:
    """How many of `suppliers` to look at, which have `capacity` in all, so that it covers the needs' demand."""
    if capacity <= 0:
        return 0
    covering = -(-policy.cover * demand * suppliers // capacity)
    return min(suppliers, max(policy.per_need, covering))


def share_out(policy: CandidatePolicy, shared: Rows, needs: int) -> tuple[Rows, Rows]:
    """(need 0 … needs - 1, supplier) pairs: everybody gets the best half; the rest of a long list goes round.

    Each need gets at most `per_need`; a window moves on from need to need, so that nobody on the list is left out.
    """
    if len(shared) <= policy.per_need:
        return np.repeat(np.arange(needs), len(shared)), np.tile(shared, needs)
    head = policy.per_need // 2
    window = policy.per_need - head
    turns = (np.arange(needs)[:, None] * window + np.arange(window)[None, :]) % (len(shared) - head) + head
    places = np.concatenate([np.broadcast_to(np.arange(head), (needs, head)), turns], axis=1)
    return np.repeat(np.arange(needs), policy.per_need), shared[places.reshape(-1)]
