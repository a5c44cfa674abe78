"""Which funds can pay for help: what matching may know of them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from donations.ledger import fund_balances
from donations.models import Programme
from donations.states import ProgrammeStatus
from marketplace.common import clock
from marketplace.common.rule_data import rule

FEN_PER_YUAN = 100


@dataclass(frozen=True, slots=True)
class FundFacts:
    """An open programme or special fund; `balance_band` is a code of publication.quantity_bands, None for nothing."""

    reference: str
    name: str
    organisation_id: int
    need_kinds: tuple[str, ...]
    aid_types: tuple[str, ...]
    areas: tuple[str, ...]
    balance_band: str | None


class Funds:
    """Answers `matching.FundSource`."""

    def open_funds(self) -> list[FundFacts]:
        """Every open programme and special fund."""
        return open_funds()


def open_funds() -> list[FundFacts]:
    """Every open programme and special fund, by name, in two queries."""
    programmes = list(Programme.objects.filter(status=ProgrammeStatus.OPEN).order_by("name", "pk"))
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
        balance_band=bands.band(Decimal(available_fen) / FEN_PER_YUAN) if available_fen > 0 else None,
    )
