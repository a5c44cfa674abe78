"""Every action happens whole or not at all: whatever write fails, the database is as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from donations.actions import (
    abandon_gift,
    approve_refund,
    confirm_received,
    open_dispute,
    record_refund_paid,
    request_refund,
    settle_refund,
    spend,
    start_transfer,
)
from donations.actions.paying import Arrived, record_payment
from donations.gateways.port import RefundStatus as ProviderStatus
from donations.invariants import violations
from donations.models import Gateway, Gift, Programme, Refund
from donations.reconciliation import import_statement
from marketplace.common import clock
from tests.donations.charity import (
    TEST,
    Charity,
    account_for,
    begun_gift,
    online_attempt,
    paid_gift,
    received_gift,
)

WRITES = ("INSERT", "UPDATE", "DELETE")
Act = Callable[[], object]


class DiskFull(Exception):
    """The fault that is planted."""


@contextmanager
def failing_at(place: int) -> Iterator[list[int]]:
    """The write of this number fails; yields a list that grows with every write."""
    seen: list[int] = []

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(WRITES):
            seen.append(len(seen))
            if len(seen) == place:
                raise DiskFull
        return execute(sql, params, many, context)

    with connection.execute_wrapper(wrapper):
        yield seen


def picture() -> dict[str, list[Any]]:
    """Every row of every table that an action may write."""
    models = [*apps.get_app_config("donations").get_models(), *apps.get_app_config("common").get_models()]
    return {model.__name__: list(model._base_manager.order_by("pk").values()) for model in models}


def refund_of(charity: Charity, programme: Programme) -> Refund:
    gift = received_gift(charity, programme, 1000)
    received_gift(charity, programme, 400)
    spend(by=charity.finance, programme=programme, fen=900, purpose="书包", voucher="V", spent_on=clock.today())
    refund = request_refund(by=charity.finance, gift=gift, fen=1000, reason="payment_error")
    approve_refund(by=charity.second, refund=refund)
    return refund


def paying(charity: Charity, programme: Programme) -> Act:
    attempt = online_attempt(begun_gift(programme, 1000))
    arrived = Arrived(provider_id="pi_1", fen=1000, fee_fen=10)
    return lambda: record_payment(by=TEST, attempt=attempt, arrived=arrived)


def paying_twice(charity: Charity, programme: Programme) -> Act:
    gift = begun_gift(programme, 1000)
    attempt = online_attempt(gift)
    record_payment(by=TEST, attempt=start_transfer(by=None, gift=gift), arrived=Arrived(provider_id="b/1", fen=1000))
    return lambda: record_payment(by=TEST, attempt=attempt, arrived=Arrived(provider_id="pi_1", fen=1000))


def confirming(charity: Charity, programme: Programme) -> Act:
    gift = paid_gift(programme, 1000)
    return lambda: confirm_received(by=charity.finance, gift=Gift.objects.get(pk=gift.pk))


def spending(charity: Charity, programme: Programme) -> Act:
    received_gift(charity, programme, 1000)
    received_gift(charity, programme, 1000)
    return lambda: spend(
        by=charity.finance, programme=programme, fen=1500, purpose="书包", voucher="V", spent_on=clock.today()
    )


def giving_back(charity: Charity, programme: Programme) -> Act:
    refund = refund_of(charity, programme)
    return lambda: record_refund_paid(by=charity.finance, refund=Refund.objects.get(pk=refund.pk), serial="OUT1")


def bouncing(charity: Charity, programme: Programme) -> Act:
    refund = refund_of(charity, programme)
    record_refund_paid(by=charity.finance, refund=refund, serial="OUT1")
    return lambda: settle_refund(by=TEST, refund=Refund.objects.get(pk=refund.pk), status=ProviderStatus.FAILED)


def disputing(charity: Charity, programme: Programme) -> Act:
    gift = received_gift(charity, programme, 1000)
    return lambda: open_dispute(by=TEST, payment=gift.payment, provider_id="dp_1")


def giving_up(charity: Charity, programme: Programme) -> Act:
    gift = begun_gift(programme, 1000)
    start_transfer(by=None, gift=gift)
    return lambda: abandon_gift(by=None, gift=Gift.objects.get(pk=gift.pk))


@pytest.mark.parametrize(
    "prepare", [paying, paying_twice, confirming, spending, giving_back, bouncing, disputing, giving_up]
)
def test_an_action_that_fails_at_any_write_has_not_happened(
    charity: Charity, programme: Programme, prepare: Callable[[Charity, Programme], Act]
) -> None:
    act = prepare(charity, programme)
    before = picture()
    place = 0
    while True:
        place += 1
        try:
            with failing_at(place):
                act()
        except DiskFull:
            assert picture() == before, f"write {place}"
            continue
        break
    assert place > 3
    assert picture() != before
    assert list(violations()) == []


def test_a_statement_is_stored_whole_or_not_at_all(charity: Charity, programme: Programme) -> None:
    day = f"{clock.today():%Y-%m-%d}"
    data = f"交易日期,交易流水号,收入金额,附言\n{day},S1,1.00,x\n{day},S2,2.00,y\n".encode()
    account = account_for(programme, Gateway.BANK_TRANSFER)
    before = picture()
    for place in (1, 2, 3, 4, 5):
        with pytest.raises(DiskFull), failing_at(place):
            import_statement(by=charity.finance, account=account, data=data)
        assert picture() == before, f"write {place}"
    assert import_statement(by=charity.finance, account=account, data=data).unknown == 2
