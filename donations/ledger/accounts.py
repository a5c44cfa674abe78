"""The accounts of a charity and of its programmes; one appears when it is first needed."""

from __future__ import annotations

from donations.models import LedgerAccount, Programme
from donations.models.ledger import AccountKind

CNY = "CNY"


def account_of_charity(charity_id: int, kind: AccountKind, currency: str = CNY) -> LedgerAccount:
    """Bank, clearing or fees of a charity."""
    account, _made = LedgerAccount.objects.get_or_create(
        kind=kind, charity_id=charity_id, programme=None, currency=currency
    )
    return account


def account_of_programme(programme: Programme, kind: AccountKind, currency: str = CNY) -> LedgerAccount:
    """A restricted account of a programme: pending, available, released or spent."""
    account, _made = LedgerAccount.objects.get_or_create(
        kind=kind, programme=programme, currency=currency, defaults={"charity_id": programme.charity_id}
    )
    return account
