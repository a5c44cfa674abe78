"""The auction: one side bids for seats of the other until nobody gains more than epsilon by changing.

Bertsekas' forward auction for several units. A bidder offers for its best seat what the second best would leave it,
plus epsilon; a full house gives up its cheapest seat. Prices only rise, so the auction ends. Called with the sides
exchanged it is the reverse auction: houses with empty but priced seats go and win bidders back.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from matching.assignment.problem import Flags, Indices, Ints, Rows
from matching.compiled import compiled, inlined

UNAFFORDABLE = 1 << 62
PATIENCE_GROWTH = 4
"""How much faster prices rise each time the auction has used up its patience."""


class House(NamedTuple):
    """The side that is bid for. House j's seats are first[j]:first[j + 1]; taken[j] of them are a heap, lowest bid
    first; price[j] is what a newcomer must beat: the lowest bid once it is full, its opening price before."""

    first: Ints
    bid: Ints
    holder: Indices
    edge: Indices
    taken: Ints
    price: Ints


def open_house(seats: Ints, opening_price: Ints) -> House:
    """All seats free, each at its house's opening price; a house without seats is beyond reach."""
    first = np.zeros(len(seats) + 1, np.int64)
    np.cumsum(seats, out=first[1:])
    total = int(first[-1])
    return House(
        first=first,
        bid=np.zeros(total, np.int64),
        holder=np.zeros(total, np.int32),
        edge=np.zeros(total, np.int32),
        taken=np.zeros(len(seats), np.int64),
        price=np.where(seats > 0, opening_price, UNAFFORDABLE),
    )


@compiled
def hold_auction(rows: Rows, wanted: Ints, house: House, chosen: Flags, epsilon: Any, patience: Any) -> Any:
    """Let every bidder fill the units it still wants; `chosen` (per edge), `wanted` and `house` are updated.

    After each `patience` bids epsilon grows, so that no price war drags on; returns the last epsilon.
    """
    queue = np.empty(len(wanted), np.int32)
    queued = np.zeros(len(wanted), np.uint8)
    count = 0
    for bidder in range(len(wanted)):
        if wanted[bidder] > 0:
            queue[count] = bidder
            queued[bidder] = 1
            count += 1
    head, bids, limit = 0, 0, patience
    while count > 0:
        bidder = queue[head]
        head = head + 1 if head + 1 < len(queue) else 0
        count -= 1
        queued[bidder] = 0
        while wanted[bidder] > 0:
            best, second = best_two(rows, house.price, chosen, bidder)
            if best < 0:
                break
            bids += 1
            if bids > limit:
                epsilon *= PATIENCE_GROWTH
                limit += patience
            wanted[bidder] -= 1
            loser = take_seat(
                house, chosen, rows.target[best], bidder, rows.edge[best], rows.weight[best] - second + epsilon
            )
            if loser >= 0:
                wanted[loser] += 1
                if queued[loser] == 0:
                    tail = head + count
                    queue[tail if tail < len(queue) else tail - len(queue)] = loser
                    queued[loser] = 1
                    count += 1
    return epsilon


@inlined
def best_two(rows: Rows, price: Ints, chosen: Flags, bidder: Any) -> Any:
    """The place of the best edge not yet held (-1 if none leaves a gain) and the second best gain, at least 0."""
    best, gain, second = -1, 0, 0
    for place in range(rows.start[bidder], rows.start[bidder + 1]):
        weight = rows.weight[place]
        if weight <= second:  # rows fall and prices are not negative: nothing better can follow
            break
        left = weight - price[rows.target[place]]
        if left > second and chosen[rows.edge[place]] == 0:
            if left > gain:
                best, gain, second = place, left, gain
            else:
                second = left
    return best, second


@inlined
def take_seat(house: House, chosen: Flags, host: Any, bidder: Any, edge: Any, bid: Any) -> Any:
    """Seat the bidder; returns who lost a seat, or -1."""
    first, seats = house.first[host], house.first[host + 1] - house.first[host]
    chosen[edge] = 1
    loser = -1
    if house.taken[host] < seats:
        sift_up(house, first, house.taken[host], bidder, edge, bid)
        house.taken[host] += 1
    else:
        loser = house.holder[first]
        chosen[house.edge[first]] = 0
        sift_down(house, first, seats, bidder, edge, bid)
    if house.taken[host] == seats:
        house.price[host] = house.bid[first]
    return loser


@inlined
def sift_up(house: House, first: Any, place: Any, bidder: Any, edge: Any, bid: Any) -> None:
    while place > 0 and house.bid[first + ((place - 1) >> 1)] > bid:
        parent = (place - 1) >> 1
        move_seat(house, first + parent, first + place)
        place = parent
    house.bid[first + place], house.holder[first + place], house.edge[first + place] = bid, bidder, edge


@inlined
def sift_down(house: House, first: Any, seats: Any, bidder: Any, edge: Any, bid: Any) -> None:
    place = 0
    while 2 * place + 1 < seats:
        child = 2 * place + 1
        if child + 1 < seats and house.bid[first + child + 1] < house.bid[first + child]:
            child += 1
        if house.bid[first + child] >= bid:
            break
        move_seat(house, first + child, first + place)
        place = child
    house.bid[first + place], house.holder[first + place], house.edge[first + place] = bid, bidder, edge


@inlined
def move_seat(house: House, source: Any, target: Any) -> None:
    house.bid[target] = house.bid[source]
    house.holder[target] = house.holder[source]
    house.edge[target] = house.edge[source]


@compiled
def seat_chosen(rows: Rows, chosen: Flags, price: Ints, house: House) -> Ints:
    """Seat the pairs already chosen, from the rows of the side priced by `price`; each keeps what it gains there.

    Returns how many pairs each row holds.
    """
    held = np.zeros(len(rows.start) - 1, np.int64)
    for row in range(len(held)):
        for place in range(rows.start[row], rows.start[row + 1]):
            if chosen[rows.edge[place]] == 1:
                held[row] += 1
                gain = max(rows.weight[place] - price[row], 0)
                take_seat(house, chosen, rows.target[place], row, rows.edge[place], gain)
    return held
