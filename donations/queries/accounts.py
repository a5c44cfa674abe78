"""Where a charity is paid."""

from __future__ import annotations

from donations.models import Gateway, PayeeAccount


def open_account(charity_id: int, gateway: Gateway) -> PayeeAccount | None:
    """The charity's account for this way of paying, if it has recorded one."""
    accounts = PayeeAccount.objects.filter(organisation_id=charity_id, gateway=gateway, closed_at__isnull=True)
    return accounts.select_related("organisation").first()
