"""Whose money pays: the oldest gift first, for the oldest spending first. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Amount(NamedTuple):
    """`fen` of a gift or a spending, by its key."""

    key: int
    fen: int


class Share(NamedTuple):
    """`fen` > 0 of a gift for a spending."""

    spending: int
    gift: int
    fen: int


def first_given_first_used(spendings: Iterable[Amount], gifts: Iterable[Amount]) -> Iterator[Share]:
    """Cover the spendings in order from the gifts in order; ends when either is used up. Gifts are read as needed."""
    supply = iter(gifts)
    gift, left = 0, 0
    for spending, fen in spendings:
        wanted = fen
        while wanted > 0:
            if left <= 0:
                following = next(supply, None)
                if following is None:
                    return
                gift, left = following
                continue
            taken = min(wanted, left)
            yield Share(spending, gift, taken)
            wanted, left = wanted - taken, left - taken
