"""In which order rows are locked; whoever keeps to it never waits in a circle.

    StatementLine -> Programme -> Gift (by number) -> DonationAttempt -> Refund, Dispute -> LedgerAccount (by number)

Take a lock before looking at what you decide on, and start as far to the left as you will ever need to go:
whatever changes how much of a gift is used (confirming, spending, refunds, disputes) locks its programme first.
No provider is called while a lock is held.
"""

from __future__ import annotations

from typing import TypeVar

from django.db import models

from donations.models import Dispute, DonationAttempt, Gift, Programme, Refund, StatementLine

M = TypeVar("M", bound=models.Model)


def lock_line(key: int) -> StatementLine:
    return _lock(StatementLine, key)


def lock_programme(key: int) -> Programme:
    return _lock(Programme, key)


def lock_gift(key: int) -> Gift:
    return _lock(Gift, key)


def lock_attempt(key: int) -> DonationAttempt:
    return _lock(DonationAttempt, key)


def lock_refund(key: int) -> Refund:
    return _lock(Refund, key)


def lock_dispute(key: int) -> Dispute:
    return _lock(Dispute, key)


def _lock(model: type[M], key: int) -> M:
    """The row as it is now, ours until the transaction ends; rows that point to it may still be added."""
    return model._base_manager.select_for_update(no_key=True).get(pk=key)
