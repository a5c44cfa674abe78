"""What matching asks of packages it may not import; `wiring.py` binds the answers, an unbound port refuses."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from marketplace.common.ports import Port

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from marketplace.accounts.models import User
    from marketplace.accounts.queries import Reader
    from marketplace.common.actors import Actor
    from marketplace.common.verdict import Verdict
    from marketplace.needs.models import Need
    from marketplace.organisations.models import Organisation


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


class Entrusting(Protocol):
    """What casework lets a partner under an undertaking know of a need that is not published, field by field."""

    def needs_for(self, reader: Reader) -> QuerySet[Need]:
        """Needs of the households of the reader's area."""

    def may_ask(self, reader: Reader, need: Need) -> Verdict:
        """Whether the reader may ask partners by name for it."""

    def may_tell(self, need: Need) -> Verdict:
        """Whether more than its kind may be told at all."""

    def values(self, need: Need) -> dict[str, str]:
        """Field -> generalised value, for those that may be released."""

    def look(self, *, by: User, need: Need) -> dict[str, str]:
        """The same for somebody who chooses what to release; the looking is logged."""

    def said(self, values: dict[str, str]) -> list[tuple[str, str, str]]:
        """(field, label, value) in words."""

    def disclose(
        self, *, by: User, need: Need, organisation: Organisation, fields: Sequence[str], until: datetime
    ) -> None:
        """Release fields to an organisation until a moment; raises `DomainError`."""

    def told(self, need: Need, organisation: Organisation) -> list[str] | None:
        """Labels of what it may read now; None when nothing is open to it."""

    def read(self, *, by: User, need: Need, organisation: Organisation) -> list[tuple[str, str]]:
        """(label, value) of what it may read now; each reading is logged; raises `DomainError`."""

    def close(self, *, by: Actor, need: Need, organisation: Organisation) -> None:
        """Nothing can be read any more."""


need_source: Port[NeedSource] = Port("matching.NeedSource")
fund_source: Port[FundSource] = Port("matching.FundSource")
entrusting: Port[Entrusting] = Port("matching.Entrusting")
