"""What matching asks of packages it may not import; `wiring.py` binds the answers, an unbound port refuses."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from marketplace.common.ports import Port


class NeedSource(Protocol):
    """Yes or no about pairs, computed over the confidential register; nothing else of it reaches matching."""

    def insured(self, needs: Sequence[str], groups: Mapping[str, Collection[str]]) -> Iterable[tuple[str, str]]:
        """(need, programme): the household is on a register that the programme insures; `groups`: key -> codes."""

    def contact(self, needs: Sequence[str], suppliers: Collection[str]) -> Iterable[tuple[str, str]]:
        """(need, supplier) pairs that have worked together on a confirmed delivery before."""


class FundFacts(Protocol):
    """A programme or fund; `balance_band` is a code of publication.quantity_bands, None when nothing is left."""

    @property
    def reference(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def organisation_id(self) -> int: ...

    @property
    def balance_band(self) -> str | None: ...


class FundSource(Protocol):
    """Which funds can pay."""

    def open_funds(self) -> Sequence[FundFacts]:
        """Open programmes and special funds, in the order of their making."""


need_source: Port[NeedSource] = Port("matching.NeedSource")
fund_source: Port[FundSource] = Port("matching.FundSource")
