"""One payment per attempt, one entry per payment, and the gift goes its way stage by stage."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from donations.actions import abandon_gift, abandon_stale_gifts, confirm_received, start_transfer
from donations.actions.paying import Arrived, record_payment
from donations.gateways.bank_transfer import codes_in
from donations.invariants import violations
from donations.ledger import fund_balance
from donations.models import DonationAttempt, Entry, Gateway, Gift, LedgerAccount, PayeeAccount, Payment, Programme
from donations.models.ledger import AccountKind
from donations.states import AttemptStatus, GiftStatus
from marketplace.common import clock
from marketplace.common.lifecycle import IllegalMove
from marketplace.common.rule_data import rule
from marketplace.common.verdict import Refused
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


def money(programme: Programme) -> dict[str, int]:
    """What every account of the charity stands at, without those at zero."""
    rows = LedgerAccount.objects.filter(charity=programme.charity)
    return {str(row.kind): row.standing_fen for row in rows if row.balance_fen}


def test_a_payment_waits_for_the_charity_and_then_may_be_used(charity: Charity, programme: Programme) -> None:
    gift = paid_gift(programme, 8800)
    assert (gift.status, gift.channel, gift.payment.fen) == (GiftStatus.PAID, "bank_transfer", 8800)
    assert money(programme) == {"bank": 8800, "pending": 8800}
    confirm_received(by=charity.finance, gift=gift)
    assert (gift.status, gift.received_at is not None) == (GiftStatus.RECEIVED, True)
    assert money(programme) == {"bank": 8800, "available": 8800}
    assert list(violations()) == []


def test_being_told_again_counts_nothing_again(programme: Programme) -> None:
    attempt = online_attempt(begun_gift(programme, 5000))
    arrived = Arrived(provider_id="pi_1", fen=5000)
    first = record_payment(by=TEST, attempt=attempt, arrived=arrived)
    assert record_payment(by=TEST, attempt=attempt, arrived=arrived) == first
    assert (Payment.objects.count(), Entry.objects.count()) == (1, 1)


def test_a_fee_that_is_known_later_is_filled_in_once_and_charged_to_the_charity(programme: Programme) -> None:
    attempt = online_attempt(begun_gift(programme, 5000))
    record_payment(by=TEST, attempt=attempt, arrived=Arrived(provider_id="pi_1", fen=5000))
    for fee in (150, 150, 999):
        record_payment(by=TEST, attempt=attempt, arrived=Arrived(provider_id="pi_1", fen=5000, fee_fen=fee))
    assert Payment.objects.get().fee_fen == 150
    assert money(programme) == {"clearing": 4850, "fees": 150, "pending": 5000}


def test_no_fee_makes_no_entry(programme: Programme) -> None:
    attempt = online_attempt(begun_gift(programme, 5000))
    record_payment(by=TEST, attempt=attempt, arrived=Arrived(provider_id="pi_1", fen=5000, fee_fen=0))
    assert Entry.objects.count() == 1


def test_a_payment_is_never_rewritten_in_the_database(programme: Programme) -> None:
    paid_gift(programme, 8800)
    for change in ({"fen": 1}, {"provider_id": "x"}, {"gift_id": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Payment.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Payment.objects.all().delete()
    assert Payment.objects.get().fen == 8800


@pytest.mark.parametrize("status", [AttemptStatus.EXPIRED, AttemptStatus.FAILED, AttemptStatus.ABANDONED])
def test_money_wins_over_every_other_news(programme: Programme, status: AttemptStatus) -> None:
    gift = begun_gift(programme, 5000)
    attempt = online_attempt(gift)
    DonationAttempt.objects.update(status=status)
    Gift.objects.update(status=GiftStatus.ABANDONED)
    record_payment(by=TEST, attempt=attempt, arrived=Arrived(provider_id="pi_1", fen=5000))
    gift.refresh_from_db()
    assert gift.status == GiftStatus.PAID


def test_paying_twice_makes_a_second_gift_beside_the_first(charity: Charity, programme: Programme) -> None:
    gift = begun_gift(programme, 5000, public_name="王女士")
    online, transfer = online_attempt(gift), start_transfer(by=None, gift=gift)
    record_payment(by=TEST, attempt=online, arrived=Arrived(provider_id="pi_1", fen=5000))
    record_payment(by=TEST, attempt=transfer, arrived=Arrived(provider_id="b/1", fen=5000))
    first, second = Gift.objects.order_by("pk")
    assert (second.duplicate_of, second.fen, second.status) == (first, 5000, GiftStatus.PAID)
    assert second.donor.receipt_name == first.donor.receipt_name
    assert second.secret_digest != first.secret_digest
    assert second.public_name == ""
    assert money(programme)["pending"] == 10_000
    assert list(violations()) == []


def test_only_the_charitys_finance_staff_confirm(charity: Charity, programme: Programme) -> None:
    gift, other = paid_gift(programme), with_accounts(new_charity())
    for by in (charity.manager, other.finance):
        with pytest.raises(Refused) as refused:
            confirm_received(by=by, gift=gift)
        assert refused.value.code == "NOT_ITS_FINANCE_STAFF"
    gift.refresh_from_db()
    assert gift.status == GiftStatus.PAID
    assert fund_balance(programme.pk).available == 0


def test_money_is_confirmed_once_and_only_when_it_is_there(charity: Charity, programme: Programme) -> None:
    gift = received_gift(charity, programme, 500)
    for row in (gift, begun_gift(programme)):
        with pytest.raises(IllegalMove):
            confirm_received(by=charity.finance, gift=row)
    assert fund_balance(programme.pk).available == 500


def test_a_transfer_asked_for_again_is_the_same(programme: Programme) -> None:
    gift = begun_gift(programme)
    first, second = start_transfer(by=None, gift=gift), start_transfer(by=None, gift=gift)
    assert first == second
    assert codes_in(f"捐款 {first.transfer_code} 谢谢") == [first.transfer_code]
    assert first.status == AttemptStatus.OPEN
    days = int(rule("donation.transfer_wait_days", on=clock.today()).value)
    assert first.expires_at - clock.now() > timedelta(days=days - 1)


def test_without_a_bank_account_no_transfer_is_announced(charity: Charity, programme: Programme) -> None:
    PayeeAccount.objects.filter(gateway=Gateway.BANK_TRANSFER).update(closed_at=clock.now())
    with pytest.raises(Refused) as refused:
        start_transfer(by=None, gift=begun_gift(programme))
    assert refused.value.code == "PROVIDER_NOT_AVAILABLE"
    assert not DonationAttempt.objects.exists()


def test_a_gift_that_was_let_be_leaves_nothing_to_pay(programme: Programme) -> None:
    gift = begun_gift(programme)
    start_transfer(by=None, gift=gift)
    abandon_gift(by=None, gift=gift)
    assert gift.status == GiftStatus.ABANDONED
    assert DonationAttempt.objects.get().status == AttemptStatus.ABANDONED
    with pytest.raises(Refused):
        start_transfer(by=None, gift=gift)


def test_a_paid_gift_cannot_be_let_be(programme: Programme) -> None:
    gift = paid_gift(programme)
    with pytest.raises(IllegalMove):
        abandon_gift(by=None, gift=gift)


def test_old_announcements_are_closed_and_nothing_else(charity: Charity, programme: Programme) -> None:
    old, waiting, paid, fresh = (
        begun_gift(programme),
        begun_gift(programme),
        paid_gift(programme),
        begun_gift(programme),
    )
    online_attempt(waiting)
    DonationAttempt.objects.filter(gift=waiting).update(status=AttemptStatus.PENDING)
    Gift.objects.exclude(pk=fresh.pk).update(created_at=clock.now() - timedelta(days=31))
    assert abandon_stale_gifts() == 1
    statuses = dict(Gift.objects.values_list("pk", "status"))
    assert [statuses[gift.pk] for gift in (old, waiting, paid, fresh)] == ["abandoned", "intent", "paid", "intent"]


def test_each_programme_keeps_its_own_money(charity: Charity) -> None:
    first, second = open_programme_of(charity), open_programme_of(charity)
    received_gift(charity, first, 300)
    paid_gift(second, 500)
    assert (fund_balance(first.pk).available, fund_balance(second.pk).pending) == (300, 500)
    assert LedgerAccount.objects.get(kind=AccountKind.BANK).balance_fen == 800
