"""What only the pages ask for."""

from __future__ import annotations

from donations.models import Gateway, PayeeAccount, Programme
from donations.queries.programmes import open_programmes
from marketplace.accounts.queries import Reader
from marketplace.organisations.queries import organisations_of


def programmes_serving(need_kind: str, aid_type: str | None) -> list[Programme]:
    """Open programmes that help with needs like this; an empty list of codes means any."""

    def serves(programme: Programme) -> bool:
        kind_fits = not programme.need_kinds or need_kind in programme.need_kinds
        return kind_fits and (not programme.aid_types or aid_type in programme.aid_types)

    return [programme for programme in open_programmes() if serves(programme)]


def bank_account_of(reader: Reader) -> PayeeAccount | None:
    """The bank account of the charity for which the reader acts."""
    accounts = PayeeAccount.objects.filter(organisation__in=organisations_of(reader), closed_at__isnull=True)
    return accounts.filter(gateway=Gateway.BANK_TRANSFER).select_related("organisation").first()
