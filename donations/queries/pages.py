"""What only the pages ask for."""

from __future__ import annotations

from donations.models import Gateway, PayeeAccount
from marketplace.accounts.queries import Reader
from marketplace.organisations.queries import organisations_of


def bank_account_of(reader: Reader) -> PayeeAccount | None:
    """The bank account of the charity for which the reader acts."""
    accounts = PayeeAccount.objects.filter(organisation__in=organisations_of(reader), closed_at__isnull=True)
    return accounts.filter(gateway=Gateway.BANK_TRANSFER).select_related("organisation").first()
