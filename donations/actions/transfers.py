"""Paying by bank transfer: the donor gets a code for the remark; the money is found on the charity's statement."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

from django.db import transaction

from donations.actions.locking import lock_gift
from donations.events import TransferAnnounced
from donations.gateways.bank_transfer import new_transfer_code
from donations.models import DonationAttempt, Gateway, Gift, PayeeAccount
from donations.queries import open_account
from donations.rules import may_pay_by_transfer
from donations.states import ATTEMPT_LIFECYCLE, ATTEMPT_LIVE
from marketplace.common import clock
from marketplace.common.actors import Actor
from marketplace.common.events import announce
from marketplace.common.references import new_reference
from marketplace.common.rule_data import rule


@transaction.atomic
def start_transfer(*, by: Actor, gift: Gift) -> DonationAttempt:
    """Announce a transfer: `transfer_code` goes into its remark, `account` is where it goes. Asked again, the same."""
    gift = lock_gift(gift.pk)
    account = open_account(gift.programme.charity_id, Gateway.BANK_TRANSFER)
    may_pay_by_transfer(gift, account, on=clock.today()).require()
    payee = cast("PayeeAccount", account)  # the verdict just said that there is one
    live = gift.attempts.filter(gateway=Gateway.BANK_TRANSFER, status__in=sorted(ATTEMPT_LIVE)).first()
    if live is not None:
        return live
    reference = new_reference()
    attempt = DonationAttempt.objects.create(
        reference=reference,
        gift=gift,
        account=payee,
        gateway=Gateway.BANK_TRANSFER,
        fen=gift.fen,
        currency=gift.currency,
        idempotency_key=f"{reference}:announce:1",
        transfer_code=_unused_code(),
        expires_at=clock.now() + timedelta(days=int(rule("donation.transfer_wait_days", on=clock.today()).value)),
    )
    ATTEMPT_LIFECYCLE.advance(attempt, "open", by=by)
    announce(TransferAnnounced(attempt_id=attempt.pk))
    return attempt


def _unused_code() -> str:
    """A code nobody has; two that are drawn in the same instant are kept apart by the database."""
    code = new_transfer_code()
    while DonationAttempt.objects.filter(transfer_code=code).exists():
        code = new_transfer_code()
    return code
