"""What a policy says, typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from matching.assignment.solver import Precision

Labels = Mapping[str, str]
"""Language (zh, en) -> text."""


@dataclass(frozen=True, slots=True)
class CandidatePolicy:
    """per_need suppliers a need; shared lists grow to `cover` times the demand; searched in cells of cell_degrees."""

    per_need: int
    cover: int
    cell_degrees: float


@dataclass(frozen=True, slots=True)
class DistancePolicy:
    """Kilometres; slack_km by place level, for only the middle of the published area is known."""

    range_km: int
    bands_km: tuple[int, ...]
    slack_km: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Shares:
    """Percentages of a weight by code; a withheld code counts `withheld`."""

    urgency: Mapping[str, int]
    waiting: Mapping[str, int]
    equity: Mapping[str, int]
    withheld: int


@dataclass(frozen=True, slots=True)
class Requirements:
    """Capabilities that must have been verified: by need kind, by audience, by need kind in families with minors."""

    need_kind: Mapping[str, tuple[str, ...]]
    audience: Mapping[str, tuple[str, ...]]
    minors: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Limit:
    """What a supplier with this limit (codes.limit) does not take: needs that match every condition given."""

    need_kinds: tuple[str, ...] = ()
    aid_types: tuple[str, ...] = ()
    urgency: tuple[str, ...] = ()
    quantities: tuple[str, ...] = ()
    with_minors: bool = False


@dataclass(frozen=True, slots=True)
class Policy:
    """One version of the rules of matching; weights are points."""

    name: str
    valid_from: date
    source: str
    precision: Precision
    candidates: CandidatePolicy
    floor: int
    weights: Mapping[str, int]
    queue: tuple[str, ...]
    distance: DistancePolicy
    shares: Shares
    waiting_days: Mapping[str, int]
    quantities: tuple[str, ...]
    routes: Mapping[str, tuple[str, ...]]
    requires: Requirements
    skills: Mapping[str, tuple[str, ...]]
    perils: Mapping[str, tuple[str, ...]]
    limits: Mapping[str, Limit]
    names: Mapping[str, Mapping[str, Labels]]

    def waiting_band(self, days: int) -> str:
        """The band of a need that has waited so many days."""
        reached = [band for band, first_day in self.waiting_days.items() if days >= first_day]
        return max(reached, key=self.waiting_days.__getitem__, default="new")

    def distance_band(self, kilometres: float) -> str:
        """What a partner sees of a distance, e.g. `5-15` or `30+`."""
        edges = (0, *self.distance.bands_km)
        for lower, upper in pairwise(edges):
            if kilometres < upper:
                return f"{lower}-{upper}"
        return f"{edges[-1]}+"
