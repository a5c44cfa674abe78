"""What matching asks of packages it may not import; `wiring.py` binds the answers, an unbound port refuses."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from marketplace.common.ports import Port


class NeedSource(Protocol):
    """Yes or no about pairs, computed over the confidential register; nothing else of it reaches matching."""

    def insured(self, needs: Sequence[str], groups: Mapping[str, Collection[str]]) -> Iterable[tuple[str, str]]:
        """(need, programme) pairs whose household is on a register that the programme insures (`groups`: key -> codes)."""

    def contact(self, needs: Sequence[str], suppliers: Collection[str]) -> Iterable[tuple[str, str]]:
        """(need, supplier) pairs that have worked together on a confirmed delivery before."""


@dataclass(frozen=True, slots=True)
class FundFacts:
    """A programme or special fund as matching may know it: `balance_band` is a code of publication.quantity_bands."""

    reference: str
    organisation_id: int
    balance_band: str | None


class FundSource(Protocol):
    """Which funds can pay."""

    def open_funds(self) -> Sequence[FundFacts]:
        """Open programmes and special funds; `balance_band` None when nothing is left."""


need_source: Port[NeedSource] = Port("matching.NeedSource")
fund_source: Port[FundSource] = Port("matching.FundSource")
