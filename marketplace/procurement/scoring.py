"""From prices and panel scores to a ranking (MOF Order 87 Art. 55): pure, exact, the same each time.

The price score is the benchmark divided by the evaluated price; the benchmark is the lowest evaluated price among
compliant bids. Price scores and panel means are rounded half up to two decimals, then weighted, and the total is
rounded again; nothing else is. A deduction changes the evaluated price only: the contract is signed at the bid.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import groupby
from math import floor
from typing import Final

FULL_MARK: Final = 100
HALF: Final = Fraction(1, 2)


class Category(StrEnum):
    """What is bought; each has its own floor for the weight of the price."""

    SERVICES = "services"
    GOODS = "goods"


class Refusal(StrEnum):
    """Why nothing may be awarded."""

    PRICE_WEIGHT_TOO_LOW = "PRICE_WEIGHT_TOO_LOW"
    TOO_FEW_BIDS = "TOO_FEW_BIDS"


class TieBreak(StrEnum):
    """What decided between equal totals."""

    LOWER_PRICE = "lower_price"
    TIED = "tied"


@dataclass(frozen=True, slots=True)
class Terms:
    """How bids are judged: shares that sum to one, and the floors of the rule data."""

    price_weight: Decimal
    weights: Mapping[str, Decimal]
    """Criterion -> its weight, in the order of the documents."""
    least_price_weight: Decimal
    least_bids: int


@dataclass(frozen=True, slots=True)
class Bid:
    """A bid as the panel left it; price in yuan, deduction a share of it, one score (0-100) per panel member."""

    bidder: str
    price: Decimal
    compliant: bool = True
    deduction: Decimal = Decimal(0)
    scores: Mapping[str, Sequence[Decimal]] = field(default_factory=dict)

    @property
    def evaluated_price(self) -> Fraction:
        return Fraction(self.price) * (1 - Fraction(self.deduction))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a compliant bid stands, and every figure that led there."""

    bidder: str
    rank: int
    evaluated_price: Fraction
    price_score: Decimal
    scores: Mapping[str, Decimal]
    total: Decimal
    tie_break: TieBreak | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """`benchmark` is None when no bid is compliant; `excluded` names the bids that are not."""

    benchmark: Fraction | None
    refusals: tuple[Refusal, ...]
    ranking: tuple[Place, ...]
    excluded: tuple[str, ...]

    @property
    def awardable(self) -> bool:
        return not self.refusals


@dataclass(frozen=True, slots=True)
class _Judged:
    """A bid with its figures, before it has a rank."""

    bid: Bid
    price_score: Decimal
    scores: Mapping[str, Decimal]
    total: Decimal


def score(terms: Terms, bids: Sequence[Bid]) -> Outcome:
    """Exclude what is not compliant, then benchmark, score and rank the rest."""
    compliant = [bid for bid in bids if bid.compliant]
    benchmark = min((bid.evaluated_price for bid in compliant), default=None)
    judged = [_judge(terms, bid, benchmark) for bid in compliant if benchmark is not None]
    return Outcome(
        benchmark=benchmark,
        refusals=tuple(_refusals(terms, len(compliant))),
        ranking=tuple(_rank(judged)),
        excluded=tuple(bid.bidder for bid in bids if not bid.compliant),
    )


def mean(scores: Sequence[Decimal]) -> Decimal:
    """The mean of all members; no highest or lowest score is ever dropped."""
    return two_decimals(sum(map(Fraction, scores), Fraction(0)) / len(scores))


def two_decimals(value: Fraction) -> Decimal:
    """Half up, from the exact value; never of a negative one."""
    return Decimal(floor(value * FULL_MARK + HALF)).scaleb(-2)


def _judge(terms: Terms, bid: Bid, benchmark: Fraction) -> _Judged:
    price_score = two_decimals(benchmark / bid.evaluated_price * FULL_MARK)
    scores = {criterion: mean(bid.scores[criterion]) for criterion in terms.weights}
    weighted = [(price_score, terms.price_weight), *((scores[name], terms.weights[name]) for name in terms.weights)]
    total = sum((Fraction(mark) * Fraction(weight) for mark, weight in weighted), Fraction(0))
    return _Judged(bid, price_score, scores, two_decimals(total))


def _refusals(terms: Terms, compliant: int) -> Iterable[Refusal]:
    if terms.price_weight < terms.least_price_weight:
        yield Refusal.PRICE_WEIGHT_TOO_LOW
    if compliant < terms.least_bids:
        yield Refusal.TOO_FEW_BIDS


def _rank(judged: Sequence[_Judged]) -> Iterable[Place]:
    """The higher total first, then the lower bid; what is still equal shares its rank, and the next one is skipped."""
    before = 0
    for _total, equals in groupby(sorted(judged, key=_standing), key=lambda each: each.total):
        group = list(equals)
        for _price, same in groupby(group, key=lambda each: each.bid.price):
            sharing = list(same)
            decided_by = _tie_break(len(group), len(sharing))
            yield from (_place(each, before + 1, decided_by) for each in sharing)
            before += len(sharing)


def _tie_break(equal_totals: int, equal_prices: int) -> TieBreak | None:
    if equal_prices > 1:
        return TieBreak.TIED
    return TieBreak.LOWER_PRICE if equal_totals > 1 else None


def _place(judged: _Judged, rank: int, tie_break: TieBreak | None) -> Place:
    return Place(
        judged.bid.bidder, rank, judged.bid.evaluated_price, judged.price_score, judged.scores, judged.total, tie_break
    )


def _standing(judged: _Judged) -> tuple[Decimal, Decimal]:
    return -judged.total, judged.bid.price
