"""What matching may know: columns of needs as published, of suppliers, and yes/no facts about pairs. No database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from matching.facts.columns import EARTH_RADIUS_KM, Codes, CodeSets, Flags, Kilometres, Numbers, Rows
from matching.facts.needs import Need, NeedFacts
from matching.facts.pairs import PairFacts, PairSet, PairUnknown
from matching.facts.suppliers import Supplier, SupplierFacts

__all__ = [
    "CodeSets",
    "Codes",
    "Flags",
    "Kilometres",
    "MatchFacts",
    "Need",
    "NeedFacts",
    "Numbers",
    "PairFacts",
    "PairSet",
    "PairUnknown",
    "Rows",
    "Supplier",
    "SupplierFacts",
]


@dataclass(frozen=True, slots=True)
class MatchFacts:
    """Everything one run looks at, frozen on `today`."""

    needs: NeedFacts
    suppliers: SupplierFacts
    pairs: PairFacts
    today: date

    def kilometres(self, need: Rows | int, supplier: Rows | int) -> Kilometres:
        """Chords from the middle of the published area to the supplier's home, pair by pair; rows may broadcast."""
        apart = self.needs.point[need] - self.suppliers.point[supplier]
        squared = apart[..., 0] * apart[..., 0] + apart[..., 1] * apart[..., 1] + apart[..., 2] * apart[..., 2]
        return np.asarray(np.sqrt(squared) * EARTH_RADIUS_KM, np.float64)
