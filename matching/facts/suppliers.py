"""Who might help: a charity's offer or fund, a volunteer, an insurer's group programme."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

import numpy as np

from marketplace.common.places import centroid
from matching.facts.columns import Codes, CodeSets, Flags, Numbers, Points, unit_vector

ALWAYS = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Supplier:
    """One supplier. Empty `aid_types` means any, `value_to` None means any quantity, `valid_until` None no end.

    key: the public reference; actor: code of domain.md §6.2; gives: forms of the policy's routing table; areas: place
    codes served; home: place code from whose centroid distance counts; capacity: needs it can still take in the run's
    period, of period_capacity in all; capabilities: what was verified; limits: codes of the policy; perils: of a group
    programme; paused: takes nothing new in this week.
    """

    key: str
    actor: str
    gives: tuple[str, ...]
    need_kinds: tuple[str, ...]
    areas: tuple[str, ...]
    home: str
    reach_km: int
    capacity: int
    period_capacity: int
    aid_types: tuple[str, ...] = ()
    value_to: str | None = None
    limits: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    capabilities: tuple[str, ...] = ()
    perils: tuple[str, ...] = ()
    valid_until: date | None = None
    paused: bool = False


@dataclass(frozen=True, slots=True)
class SupplierFacts:
    """Suppliers in columns; row j of every column is the same supplier."""

    key: tuple[str, ...]
    actor: Codes
    gives: CodeSets
    need_kinds: CodeSets
    aid_types: CodeSets
    areas: CodeSets
    point: Points
    reach_km: Numbers
    capacity: Numbers
    period_capacity: Numbers
    value_to: Codes
    limits: CodeSets
    skills: CodeSets
    capabilities: CodeSets
    perils: CodeSets
    valid_until: Numbers
    """Day ordinals."""
    paused: Flags

    @classmethod
    def of(cls, suppliers: Iterable[Supplier]) -> Self:
        rows = tuple(suppliers)
        home = Codes.of(row.home for row in rows)
        points = [unit_vector(centroid(code).lon, centroid(code).lat) for code in home.names]
        until = [row.valid_until.toordinal() if row.valid_until else ALWAYS for row in rows]
        return cls(
            key=tuple(row.key for row in rows),
            actor=Codes.of(row.actor for row in rows),
            gives=CodeSets.of([row.gives for row in rows]),
            need_kinds=CodeSets.of([row.need_kinds for row in rows]),
            aid_types=CodeSets.of([row.aid_types for row in rows]),
            areas=CodeSets.of([row.areas for row in rows]),
            point=np.array(points, np.float64).reshape(-1, 3)[home.index],
            reach_km=np.array([row.reach_km for row in rows], np.int64),
            capacity=np.array([row.capacity for row in rows], np.int64),
            period_capacity=np.array([row.period_capacity for row in rows], np.int64),
            value_to=Codes.of(row.value_to for row in rows),
            limits=CodeSets.of([row.limits for row in rows]),
            skills=CodeSets.of([row.skills for row in rows]),
            capabilities=CodeSets.of([row.capabilities for row in rows]),
            perils=CodeSets.of([row.perils for row in rows]),
            valid_until=np.array(until, np.int64),
            paused=np.array([row.paused for row in rows], np.bool_),
        )

    def __len__(self) -> int:
        return len(self.key)
