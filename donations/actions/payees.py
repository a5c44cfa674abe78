"""A charity says where it is paid; the provider says what the account can do."""

from __future__ import annotations

import re

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from donations.gateways.port import AccountState
from donations.gateways.stripe.factory import gateway_from_settings
from donations.models import Gateway, PayeeAccount
from donations.rules.people import may_run_programmes
from donations.rules.programmes import account_is_the_charitys
from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.actors import Actor
from marketplace.common.verdict import DomainError
from marketplace.organisations.models import Organisation

ACCOUNT_NUMBER = re.compile(r"[0-9]{8,32}")


class AccountRefused(DomainError):
    """This cannot be the charity's account."""

    code = "ACCOUNT_REFUSED"


@transaction.atomic
def record_bank_account(
    *, by: User, charity: Organisation, holder_name: str, bank_name: str, account_number: str
) -> PayeeAccount:
    """Record where transfers go; an earlier bank account is closed. Anybody else's account is refused."""
    number = re.sub(r"[\s-]", "", account_number)
    if not ACCOUNT_NUMBER.fullmatch(number):
        raise AccountRefused(_("An account number has 8 to 32 digits. Check it."), code="ACCOUNT_NUMBER_UNCLEAR")
    return _record(
        by,
        PayeeAccount(
            organisation=charity,
            gateway=Gateway.BANK_TRANSFER,
            holder_name=holder_name.strip(),
            bank_name=bank_name.strip(),
            account_number=number,
            last4=number[-4:],
            charges_enabled=True,
            payouts_enabled=True,
        ),
    )


@transaction.atomic
def record_provider_account(*, by: User, charity: Organisation, provider_account: str) -> PayeeAccount:
    """Record the charity's own account at the payment provider; it is usable once `mirror_account` says so."""
    return _record(
        by,
        PayeeAccount(
            organisation=charity,
            gateway=Gateway.STRIPE,
            holder_name=charity.name,
            provider_account=provider_account,
        ),
    )


def refresh_account(*, by: Actor, account: PayeeAccount) -> None:
    """Ask the provider what the account can do now, and keep the answer."""
    mirror_account(by=by, account=account, state=gateway_from_settings().account_state(account.provider_account))


@transaction.atomic
def mirror_account(*, by: Actor, account: PayeeAccount, state: AccountState) -> None:
    """Keep what the provider says; nothing is written when nothing changed."""
    new = {"charges_enabled": state.charges_enabled, "payouts_enabled": state.payouts_enabled}
    unlike = PayeeAccount.objects.filter(pk=account.pk).exclude(**new)
    if unlike.update(**new):
        audit.record(by=by, verb="payee.mirror", subject=account, detail=dict(new))
    for name, value in new.items():
        setattr(account, name, value)


def _record(by: User, account: PayeeAccount) -> PayeeAccount:
    may_run_programmes(by, account.organisation).require()
    if not account_is_the_charitys(account, account.organisation):
        raise AccountRefused(
            _("The account must be in the charity's own registered name. Record such an account."),
            code="ACCOUNT_NOT_CHARITY",
        )
    earlier = PayeeAccount.objects.filter(
        organisation=account.organisation, gateway=account.gateway, closed_at__isnull=True
    )
    earlier.update(closed_at=clock.now())
    account.save()
    audit.record(by=by, verb="payee.record", subject=account, detail={"gateway": account.gateway})
    return account
