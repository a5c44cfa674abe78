"""The JSON of `manage.py score_tender` (docs/commands.md): a sheet in, an answer out; nothing is stored."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from marketplace.common import json_fields
from marketplace.common.json_fields import FieldRefused
from marketplace.common.money import format_yuan
from marketplace.procurement.floors import terms_under
from marketplace.procurement.models import Method
from marketplace.procurement.scoring import FULL_MARK, Bid, Category, Outcome, Place, Terms, score, two_decimals

Answer = dict[str, Any]
YUAN: Final = re.compile(r"[0-9]{1,13}(\.[0-9]{1,2})?")
SHARE: Final = re.compile(r"[01](\.[0-9]{1,6})?")
MARK: Final = re.compile(r"[0-9]{1,3}(\.[0-9]{1,4})?")


class Fields(json_fields.Fields):
    """The project's fields, with the three kinds of figures of a sheet."""

    def price(self, key: str) -> Decimal:
        """Yuan, above nothing: a bid of nothing has no price score."""
        return self._figure(key, YUAN, "yuan above 0 as a text with at most two decimals", least=Decimal("0.01"))

    def share(self, key: str, *, below_one: bool = False) -> Decimal:
        found = self._figure(key, SHARE, 'a share between 0 and 1 as a text ("0.10")', most=Decimal(1))
        if below_one and found == 1:
            raise FieldRefused(self.at(key), "a deduction of the whole price leaves nothing to evaluate")
        return found

    def _figure(self, key: str, form: re.Pattern[str], wanted: str, **bounds: Decimal) -> Decimal:
        return figure(self._value[key], self.at(key), form, wanted, **bounds)


def figure(
    value: object, path: str, form: re.Pattern[str], wanted: str, *, least: Decimal = Decimal(0),
    most: Decimal = Decimal("Infinity"),
) -> Decimal:  # fmt: skip
    """A decimal written as text, within its bounds."""
    found = Decimal(value) if isinstance(value, str) and form.fullmatch(value) else None
    if found is None or not least <= found <= most:
        raise FieldRefused(path, f"{wanted} is expected")
    return found


def answer_sheet(record: Mapping[str, Any]) -> Answer:
    """Score one sheet; raises `FieldRefused` with the field."""
    sheet = Fields(record, "", required=("category", "price_weight", "criteria", "method", "bids"))
    terms = _read_terms(sheet)
    return write_outcome(score(terms, _read_bids(sheet, terms)))


def _read_terms(sheet: Fields) -> Terms:
    category = Category(sheet.one_of("category", [each.value for each in Category]))
    method = Method(sheet.one_of("method", Method.values))
    weights: dict[str, Decimal] = {}
    for path, item in sheet.items("criteria"):
        criterion = Fields(item, path, required=("id", "weight"))
        if criterion.text("id") in weights:
            raise FieldRefused(criterion.at("id"), "this criterion stands twice")
        weights[criterion.text("id")] = criterion.share("weight")
    price_weight = sheet.share("price_weight")
    if (total := price_weight + sum(weights.values())) != 1:
        raise FieldRefused("criteria", f"the weights and price_weight sum to {total}, not to 1")
    return terms_under(category, method, price_weight=price_weight, weights=weights)


def _read_bids(sheet: Fields, terms: Terms) -> list[Bid]:
    bids: list[Bid] = []
    for path, item in sheet.items("bids"):
        row = Fields(item, path, required=("bidder", "price", "compliant"), optional=("deduction", "scores"))
        if any(bid.bidder == row.text("bidder") for bid in bids):
            raise FieldRefused(row.at("bidder"), "this bidder stands twice")
        bids.append(_read_bid(row, terms))
    return bids


def _read_bid(row: Fields, terms: Terms) -> Bid:
    """A bid that is not compliant need not have been scored; what stands there must be right all the same."""
    compliant = row.flag("compliant")
    needed, allowed = (terms.weights, ()) if compliant else ((), terms.weights)
    if "scores" not in row and compliant and terms.weights:
        raise FieldRefused(row.at("scores"), "this key is missing")
    scores = row.object("scores", required=needed, optional=allowed) if "scores" in row else None
    return Bid(
        bidder=row.text("bidder"),
        price=row.price("price"),
        compliant=compliant,
        deduction=row.share("deduction", below_one=True) if "deduction" in row else Decimal(0),
        scores={name: _read_marks(scores, name) for name in terms.weights if scores is not None and name in scores},
    )


def _read_marks(scores: Fields, criterion: str) -> tuple[Decimal, ...]:
    wanted = "a score from 0 to 100 as a text"
    marks = tuple(figure(v, path, MARK, wanted, most=Decimal(FULL_MARK)) for path, v in scores.items(criterion))
    if not marks:
        raise FieldRefused(scores.at(criterion), "a score of each panel member is expected")
    return marks


def write_outcome(outcome: Outcome) -> Answer:
    """In the contract's order of keys."""
    return {
        "benchmark": None if outcome.benchmark is None else _yuan(outcome.benchmark),
        "outcome": "awardable" if outcome.awardable else "failed",
        "refusals": [refusal.value for refusal in outcome.refusals],
        "ranking": [write_place(place) for place in outcome.ranking],
        "excluded": [{"bidder": bidder, "reason": "NOT_COMPLIANT"} for bidder in outcome.excluded],
    }


def write_place(place: Place) -> Answer:
    """One line of the ranking."""
    return {
        "bidder": place.bidder,
        "rank": place.rank,
        "evaluated_price": _yuan(place.evaluated_price),
        "price_score": str(place.price_score),
        "scores": {criterion: str(mark) for criterion, mark in place.scores.items()},
        "total": str(place.total),
        "tie_break": place.tie_break and place.tie_break.value,
    }


def _yuan(amount: Fraction) -> str:
    return format_yuan(int(two_decimals(amount) * FULL_MARK))
