"""Which funds can pay for help, as matching may know it (matching.FundSource)."""

from __future__ import annotations

from dataclasses import dataclass

from donations.ledger import fund_balances
from donations.models import Programme
from donations.states import ProgrammeStatus
from marketplace.common import clock
from marketplace.common.rule_data import rule


@dataclass(frozen=True, slots=True)
class FundFacts:
    """A programme or fund; `balance_band` is a code of publication.quantity_bands, None when nothing is left."""

    reference: str
    name: str
    organisation_id: int
    need_kinds: tuple[str, ...]
    aid_types: tuple[str, ...]
    areas: tuple[str, ...]
    balance_band: str | None


class ProgrammeFunds:
    """Bound to `matching.fund_source` in wiring."""

    def open_funds(self) -> list[FundFacts]:
        """Which funds can pay now."""
        return open_funds()


def open_funds() -> list[FundFacts]:
    """Open programmes and special funds, in the order of their making, in two queries."""
    programmes = list(Programme.objects.filter(status=ProgrammeStatus.OPEN).order_by("pk"))
    balances = fund_balances([programme.pk for programme in programmes])
    return [_facts(programme, balances[programme.pk].available) for programme in programmes]


def _facts(programme: Programme, available_fen: int) -> FundFacts:
    bands = rule("publication.quantity_bands", on=clock.today())
    return FundFacts(
        reference=programme.reference,
        name=programme.name,
        organisation_id=programme.charity_id,
        need_kinds=tuple(programme.need_kinds),
        aid_types=tuple(programme.aid_types),
        areas=tuple(programme.areas),
        balance_band=bands.band(available_fen) if available_fen > 0 else None,
    )
