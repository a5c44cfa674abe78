"""Yes or no about a pair: all that matching may learn from the register and the case files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import numpy as np

from marketplace.common.verdict import DomainError
from matching.facts.columns import Flags, Numbers, Rows
from matching.facts.needs import NeedFacts
from matching.facts.suppliers import SupplierFacts

Pairs = Iterable[tuple[str, str]]
"""(need key, supplier key)."""


class PairUnknown(DomainError):
    """A pair names a need or supplier that is not part of the run."""

    code = "PAIR_UNKNOWN"


@dataclass(frozen=True, slots=True)
class PairSet:
    """The pairs for which something is so, sorted; every other pair: no."""

    suppliers: int
    sorted_pairs: Numbers
    """need row * suppliers + supplier row."""

    def has(self, need: Rows, supplier: Rows) -> Flags:
        """Pair by pair: yes or no."""
        pairs = need * self.suppliers + supplier
        places = np.searchsorted(self.sorted_pairs, pairs)
        found: Flags = np.append(self.sorted_pairs, -1)[places] == pairs
        return found

    def rows(self) -> tuple[Rows, Rows]:
        """Need rows and supplier rows of all pairs."""
        need, supplier = np.divmod(self.sorted_pairs, max(self.suppliers, 1))
        return need, supplier


@dataclass(frozen=True, slots=True)
class PairFacts:
    """insured: the household belongs to the programme's insured group; contact: they have worked together before;
    conflict: donor and beneficiary are related (Charity Law Art. 40); declined: the supplier said no to this need."""

    insured: PairSet
    contact: PairSet
    conflict: PairSet
    declined: PairSet

    @classmethod
    def of(
        cls,
        needs: NeedFacts,
        suppliers: SupplierFacts,
        *,
        insured: Pairs = (),
        contact: Pairs = (),
        conflict: Pairs = (),
        declined: Pairs = (),
    ) -> Self:
        """Raises `PairUnknown` for a key that is in neither column."""
        need_row = {key: row for row, key in enumerate(needs.key)}
        supplier_row = {key: row for row, key in enumerate(suppliers.key)}

        def pair_set(pairs: Pairs) -> PairSet:
            try:
                numbers = [need_row[need] * len(suppliers) + supplier_row[supplier] for need, supplier in pairs]
            except KeyError as error:
                raise PairUnknown(f"{error.args[0]} is not part of this run") from error
            return PairSet(len(suppliers), np.unique(np.array(numbers, np.int64)))

        return cls(pair_set(insured), pair_set(contact), pair_set(conflict), pair_set(declined))
