"""What a fund holds, from its balances (which the invariants compare with the sums of their moves)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from donations.models import LedgerAccount
from donations.models.ledger import CREDIT_SIDE, AccountKind


@dataclass(frozen=True, slots=True)
class FundBalance:
    """In fen: paid and not confirmed, confirmed and not used, used."""

    pending: int = 0
    available: int = 0
    spent: int = 0

    @property
    def received(self) -> int:
        """All that was confirmed and kept."""
        return self.available + self.spent


def fund_balance(programme_id: int) -> FundBalance:
    """The balance of one programme."""
    return fund_balances([programme_id])[programme_id]


def fund_balances(programme_ids: Iterable[int]) -> dict[int, FundBalance]:
    """The balances of several programmes in one query; one without a move is all zero."""
    wanted = list(programme_ids)
    found: dict[int, dict[str, int]] = {key: {} for key in wanted}
    rows = LedgerAccount.objects.filter(programme_id__in=wanted).values_list("programme_id", "kind", "balance_fen")
    for programme_id, kind, balance in rows:
        if programme_id is not None:
            found[programme_id][kind] = -balance if kind in CREDIT_SIDE else balance
    return {key: _balance(kinds) for key, kinds in found.items()}


def _balance(kinds: dict[str, int]) -> FundBalance:
    return FundBalance(
        pending=kinds.get(AccountKind.PENDING, 0),
        available=kinds.get(AccountKind.AVAILABLE, 0),
        spent=kinds.get(AccountKind.SPENT, 0),
    )
