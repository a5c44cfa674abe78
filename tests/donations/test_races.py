"""Many at once: no payment counts twice, no fen is spent twice, and nobody waits in a circle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from donations.actions import (
    approve_refund,
    confirm_received,
    open_dispute,
    record_refund_paid,
    request_refund,
    spend,
    start_transfer,
)
from donations.actions.paying import Arrived, record_payment
from donations.gateways.inbox import store_fact
from donations.gateways.port import WebhookFact
from donations.invariants import violations
from donations.ledger import Cause, MoveOf, fund_balance, post
from donations.models import DonationAttempt, Entry, Gift, LedgerAccount, Payment, Programme, Spending, WebhookEvent
from donations.models.ledger import AccountKind
from marketplace.common import clock
from tests.donations.charity import (
    TEST,
    Charity,
    begun_gift,
    new_charity,
    online_attempt,
    open_programme_of,
    paid_gift,
    received_gift,
    with_accounts,
)
from tests.donations.racing import DONE, race

pytestmark = [pytest.mark.races, pytest.mark.django_db(transaction=True)]
MANY = 8


@pytest.fixture
def charity(transactional_db: None) -> Charity:
    return with_accounts(new_charity())


@pytest.fixture
def programme(charity: Charity) -> Programme:
    return open_programme_of(charity)


def spending(charity: Charity, programme: Programme, fen: int, voucher: str) -> Callable[[], object]:
    return lambda: spend(
        by=charity.finance, programme=programme, fen=fen, purpose="书包", voucher=voucher, spent_on=clock.today()
    )


def test_one_payment_told_by_many_at_once_counts_once(programme: Programme) -> None:
    attempt = online_attempt(begun_gift(programme, 8800))
    arrived = Arrived(provider_id="pi_1", fen=8800, fee_fen=300)
    told = race([lambda: record_payment(by=TEST, attempt=attempt, arrived=arrived)] * MANY)
    assert told == [DONE] * MANY
    assert (Payment.objects.count(), Entry.objects.filter(cause_kind="attempt").count()) == (1, 1)
    assert fund_balance(programme.pk).pending == 8800
    assert list(violations()) == []


def test_two_payments_of_one_gift_at_once_make_two_gifts(programme: Programme) -> None:
    gift = begun_gift(programme, 8800)
    online, transfer = online_attempt(gift), start_transfer(by=None, gift=gift)
    told = race(
        [
            lambda: record_payment(by=TEST, attempt=online, arrived=Arrived(provider_id="pi_1", fen=8800)),
            lambda: record_payment(by=TEST, attempt=transfer, arrived=Arrived(provider_id="b/1", fen=8800)),
        ]
    )
    assert told == [DONE, DONE]
    assert (Payment.objects.count(), Gift.objects.filter(duplicate_of=gift).count()) == (2, 1)
    assert list(violations()) == []


def test_the_last_money_of_a_fund_is_spent_once(charity: Charity, programme: Programme) -> None:
    for _ in range(3):
        received_gift(charity, programme, 100)
    told = race([spending(charity, programme, 100, f"V{number}") for number in range(MANY)])
    assert Counter(told) == {DONE: 3, "FUND_TOO_SMALL": MANY - 3}
    assert (Spending.objects.count(), fund_balance(programme.pk).available) == (3, 0)
    assert list(violations()) == []


def test_money_is_confirmed_once(charity: Charity, programme: Programme) -> None:
    gift = paid_gift(programme, 500)
    told = race([lambda: confirm_received(by=charity.finance, gift=Gift.objects.get(pk=gift.pk))] * MANY)
    assert Counter(told) == {DONE: 1, "ILLEGAL_MOVE": MANY - 1}
    assert fund_balance(programme.pk).available == 500


def test_a_gift_is_asked_back_once(charity: Charity, programme: Programme) -> None:
    gift = received_gift(charity, programme, 500)
    asking = [lambda: request_refund(by=charity.finance, gift=gift, fen=500, reason="payment_error")] * MANY
    assert Counter(race(asking)) == {DONE: 1, "REFUND_TOO_LARGE": MANY - 1}


def test_one_event_stored_by_many_is_one_row(transactional_db: None) -> None:
    fact = WebhookFact(
        event_id="evt_1", event_type="x", account="", object_id="", payment_intent="", livemode=False,
        created=datetime.now(UTC),
    )  # fmt: skip
    assert race([lambda: store_fact(fact)] * MANY) == [DONE] * MANY
    assert WebhookEvent.objects.count() == 1


def test_one_cause_booked_by_many_is_one_entry(charity: Charity, programme: Programme) -> None:
    received_gift(charity, programme, 100)
    bank = LedgerAccount.objects.get(kind=AccountKind.BANK)
    available = LedgerAccount.objects.get(kind=AccountKind.AVAILABLE)
    told = race([lambda: post(cause=Cause("test", "1"), moves=[MoveOf(bank, available, 5)])] * MANY)
    assert Counter(told) == {DONE: 1, "ALREADY_POSTED": MANY - 1}
    bank.refresh_from_db()
    assert bank.balance_fen == 105


def test_everything_at_once_ends_in_good_books_and_nobody_waits_in_a_circle(
    charity: Charity, programme: Programme
) -> None:
    """Paying, confirming, spending, giving back and disputing the gifts of one programme."""
    received = [received_gift(charity, programme, 1000) for _ in range(4)]
    paid = [paid_gift(programme, 1000) for _ in range(2)]
    announced = [online_attempt(begun_gift(programme, 1000)) for _ in range(2)]
    refund = request_refund(by=charity.finance, gift=received[0], fen=1000, reason="payment_error")
    approve_refund(by=charity.second, refund=refund)
    runners: list[Callable[[], object]] = [
        *(lambda gift=gift: confirm_received(by=charity.finance, gift=gift) for gift in paid),
        *(
            lambda attempt=attempt: record_payment(
                by=TEST, attempt=attempt, arrived=Arrived(provider_id=attempt.reference, fen=1000, fee_fen=10)
            )
            for attempt in announced
        ),
        spending(charity, programme, 700, "V1"),
        spending(charity, programme, 800, "V2"),
        lambda: record_refund_paid(by=charity.finance, refund=refund, serial="OUT1"),
        lambda: open_dispute(by=TEST, payment=received[1].payment, provider_id="dp_1"),
    ]
    told = race(runners)
    assert told == [DONE] * len(runners)
    assert list(violations()) == []
    assert DonationAttempt.objects.filter(status="paid").count() == 8
