"""From a problem to pairs and their proof: auctions with a falling epsilon until the certified gap is small enough."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from matching.assignment.auction import UNAFFORDABLE, hold_auction, open_house, seat_chosen
from matching.assignment.certificate import shadow_prices, upper_bound
from matching.assignment.problem import LARGEST_SUM, Flags, Indices, Ints, Problem, Rows, ScoresTooLarge, rows_of


@dataclass(frozen=True, slots=True)
class Precision:
    """How near the optimum is near enough; the figures come from the policy.

    gap: what is promised, as a share of the upper bound; aim: what is tried for; exact_edges: up to so many edges the
    aim is the optimum itself; step: the first epsilon as a share of the mean score; patience: bids per unit before an
    auction raises its epsilon; rounds: at most so many auctions.
    """

    gap: float
    aim: float
    exact_edges: int
    step: float
    patience: int
    rounds: int


@dataclass(frozen=True, slots=True)
class Prices:
    """What one unit more of each need or supplier would add, in ten-thousandths."""

    need: Ints
    supplier: Ints


@dataclass(frozen=True, slots=True)
class Assignment:
    """Chosen edges (numbers in the problem, rising) and the proof of their worth: objective <= optimum <= upper_bound,
    in ten-thousandths."""

    edges: Ints
    objective: int
    upper_bound: int
    prices: Prices

    @property
    def gap(self) -> float:
        """(upper_bound - objective) / upper_bound; 0 when both are 0."""
        return (self.upper_bound - self.objective) / self.upper_bound if self.upper_bound else 0.0


def solve(problem: Problem, precision: Precision, opening: Prices | None = None) -> Assignment:
    """The best pairs within demand and capacity, and a bound that holds whatever happened on the way.

    `opening`: prices of an earlier run, for the same rows; good ones save time, bad ones cost nothing but time.
    """
    demand, capacity = problem.usable_demand(), problem.usable_capacity()
    needs = Side(demand, problem.need, opening.need if opening else np.zeros_like(demand))
    suppliers = Side(capacity, problem.supplier, opening.supplier if opening else np.zeros_like(capacity))
    needs_bid = demand.sum() <= capacity.sum()  # the scarce side bids: it has the fewest price wars
    market = Market(problem, *((needs, suppliers) if needs_bid else (suppliers, needs)))
    if len(problem.score):
        market.settle(precision)
    bidder_price, host_price = market.prices()
    return Assignment(
        edges=np.flatnonzero(market.best_chosen),
        objective=market.objective,
        upper_bound=market.bound,
        prices=Prices(bidder_price, host_price) if needs_bid else Prices(host_price, bidder_price),
    )


@dataclass(frozen=True)
class Side:
    """Needs or suppliers: what each may have at most, which of them each edge touches, and its opening prices."""

    units: Ints
    of_edge: Indices
    opening: Ints


@dataclass
class Market:
    """One problem while it is being solved. Weights are scores times `scale`, so that an epsilon of 1 is exact."""

    problem: Problem
    bidders: Side
    hosts: Side
    chosen: Flags = field(init=False)
    best_chosen: Flags = field(init=False)
    objective: int = 0
    bound: int = 0
    price: Ints = field(init=False)

    def __post_init__(self) -> None:
        self.chosen = np.zeros(len(self.problem.score), np.uint8)
        self.best_chosen = self.chosen.copy()
        self.price = self.hosts.opening * self.scale
        self.bound = int(self.problem.score.sum())

    @cached_property
    def scale(self) -> int:
        """More than twice the number of pairs, so that all their epsilons together stay below one ten-thousandth."""
        if not len(self.problem.score):
            return 1
        units = int(max(self.bidders.units.sum(), self.hosts.units.sum())) + 1
        room = LARGEST_SUM // (int(self.problem.score.max()) * units)
        if room < 1:
            raise ScoresTooLarge("The scores are too large for an exact bound.")
        return min(room, 4 * units)

    @cached_property
    def bidder_rows(self) -> Rows:
        return rows_of(
            self.bidders.of_edge, self.hosts.of_edge, self.problem.score, self.scale, len(self.bidders.units)
        )

    @cached_property
    def host_rows(self) -> Rows:
        return rows_of(self.hosts.of_edge, self.bidders.of_edge, self.problem.score, self.scale, len(self.hosts.units))

    def settle(self, precision: Precision) -> None:
        """Auction after auction, each finer than the last, until the gap is small enough or the rounds are over."""
        aim = precision.aim if len(self.problem.score) > precision.exact_edges else 0.0
        patience = precision.patience * int(self.bidders.units.sum()) + 1
        epsilon = max(1, int(self.problem.score.mean() * self.scale * precision.step))
        for _ in range(precision.rounds):
            epsilon = self.hold_round(epsilon, patience)
            self.certify()
            if self.bound - self.objective <= aim * self.bound or epsilon == 1:
                break
            epsilon = max(1, epsilon // 4)

    def hold_round(self, epsilon: int, patience: int) -> int:
        """All pairs anew from the present prices; returns the epsilon the auction ended with."""
        self.chosen[:] = 0
        house = open_house(self.hosts.units, self.price)
        epsilon = hold_auction(self.bidder_rows, self.bidders.units.copy(), house, self.chosen, epsilon, patience)
        self.price = house.price
        if np.any((house.taken < self.hosts.units) & (self.price > 0)):
            epsilon = self.fill_priced_seats(epsilon, patience)
        return epsilon

    def fill_priced_seats(self, epsilon: int, patience: int) -> int:
        """A seat may only stay empty at price 0: its house wins bidders back or its price falls."""
        house = open_house(self.bidders.units, np.zeros_like(self.bidders.units))
        held = seat_chosen(self.host_rows, self.chosen, self.price, house)
        wanted = np.where(self.price > 0, self.hosts.units - held, 0)
        epsilon = hold_auction(self.host_rows, wanted, house, self.chosen, epsilon, patience)
        shadow = shadow_prices(self.host_rows, self.hosts.units, house.price)
        self.price = np.where(self.hosts.units > 0, shadow, UNAFFORDABLE)
        return epsilon

    def certify(self) -> None:
        """Keep the best pairs and the lowest bound of all rounds."""
        worth = int(self.problem.score[self.chosen == 1].sum())
        if worth > self.objective:
            self.objective, self.best_chosen = worth, self.chosen.copy()
        bound = upper_bound(self.bidder_rows, self.bidders.units, self.hosts.units, self.price)
        self.bound = min(self.bound, bound // self.scale)  # the optimum is a whole number of ten-thousandths

    def prices(self) -> tuple[Ints, Ints]:
        """Of bidders and hosts, in ten-thousandths."""
        if not len(self.problem.score):
            return np.zeros_like(self.bidders.units), np.zeros_like(self.hosts.units)
        bidder_price = shadow_prices(self.bidder_rows, self.bidders.units, self.price)
        return bidder_price // self.scale, np.where(self.hosts.units > 0, self.price, 0) // self.scale
