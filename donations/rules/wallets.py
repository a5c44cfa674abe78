"""Alipay and WeChat Pay: one payment at a time, in the currencies they know, given back for so many days only."""

from __future__ import annotations

from datetime import date, timedelta

from donations.models import Payment
from marketplace.common import clock
from marketplace.common.rule_data import Code, rule


def wallets_for(currency: str, *, on: date) -> list[Code]:
    """The wallets that can pay in this currency; a card always can."""
    known: tuple[Code, ...] = rule("donation.wallets", on=on).value
    return [wallet for wallet in known if currency in rule(f"donation.currencies_{wallet.code}", on=on).value]


def refund_window_days(payment: Payment, *, on: date) -> int | None:
    """For how many days the payment's wallet takes money back; None where nothing ends."""
    if payment.method not in rule("donation.wallets", on=on).codes():
        return None
    return int(rule(f"donation.refund_days_{payment.method}", on=on).value)


def refund_window_is_over(payment: Payment) -> bool:
    """Whether the wallet would refuse the refund now."""
    days = refund_window_days(payment, on=clock.today())
    return days is not None and payment.paid_at + timedelta(days=days) < clock.now()
