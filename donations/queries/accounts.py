"""Where a charity is paid."""

from __future__ import annotations

from django.db import models

from donations.models import Gateway, PayeeAccount
from marketplace.accounts.queries import Reader
from marketplace.organisations.queries import organisations_of


def open_account(charity_id: int, gateway: Gateway) -> PayeeAccount | None:
    """The charity's account for this way of paying, if it has recorded one."""
    accounts = PayeeAccount.objects.filter(organisation_id=charity_id, gateway=gateway, closed_at__isnull=True)
    return accounts.select_related("organisation").first()


def accounts_of(reader: Reader) -> models.QuerySet[PayeeAccount]:
    """The open accounts of the charities for which the reader acts."""
    own = PayeeAccount.objects.filter(organisation__in=organisations_of(reader), closed_at__isnull=True)
    return own.select_related("organisation")
