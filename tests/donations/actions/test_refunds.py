"""Money goes back for a listed reason, with a second person, once, and the books follow it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from donations.actions import (
    RefundRefused,
    approve_refund,
    confirm_received,
    decline_refund,
    record_refund_paid,
    redirect_refund,
    request_refund,
    settle_refund,
    spend,
)
from donations.actions.paying import Arrived, record_payment
from donations.gateways.port import RefundStatus as ProviderStatus
from donations.invariants import violations
from donations.ledger import fund_balance
from donations.models import Entry, Gift, Payment, Programme, Refund, Spending
from donations.states import GiftStatus, RefundStatus
from marketplace.common import clock
from marketplace.common.audit.models import AuditRow
from marketplace.common.lifecycle import IllegalMove
from marketplace.common.rule_data import rule
from marketplace.common.verdict import DomainError, Refused
from tests.donations.charity import (
    TEST,
    Charity,
    begun_gift,
    new_charity,
    numbers,
    online_attempt,
    paid_gift,
    received_gift,
    with_accounts,
)


def approved(charity: Charity, gift: Gift, fen: int) -> Refund:
    refund = request_refund(by=charity.finance, gift=gift, fen=fen, reason="payment_error")
    approve_refund(by=charity.second, refund=refund)
    return refund


def given_back(charity: Charity, gift: Gift, fen: int) -> Refund:
    refund = approved(charity, gift, fen)
    record_refund_paid(by=charity.finance, refund=refund, serial=f"OUT{next(numbers)}")
    refund.refresh_from_db()
    gift.refresh_from_db()
    return refund


def bounce(refund: Refund) -> None:
    settle_refund(by=TEST, refund=refund, status=ProviderStatus.FAILED, failure="expired_account")
    refund.refresh_from_db()


def use(charity: Charity, programme: Programme, fen: int) -> Spending:
    voucher = f"V-{next(numbers)}"
    return spend(
        by=charity.finance, programme=programme, fen=fen, purpose="书包", voucher=voucher, spent_on=clock.today()
    )


def test_a_whole_gift_goes_back(charity: Charity, programme: Programme) -> None:
    gift = received_gift(charity, programme, 1000)
    refund = given_back(charity, gift, 1000)
    assert (refund.status, gift.status, gift.refunded_fen) == (RefundStatus.SUCCEEDED, GiftStatus.REFUNDED, 1000)
    assert fund_balance(programme.pk).available == 0
    assert list(violations()) == []


def test_money_that_was_not_confirmed_goes_back_from_what_was_pending(charity: Charity, programme: Programme) -> None:
    gift = paid_gift(programme, 1000)
    given_back(charity, gift, 300)
    assert (gift.status, fund_balance(programme.pk).pending) == (GiftStatus.PAID, 700)
    confirm_received(by=charity.finance, gift=gift)
    assert (fund_balance(programme.pk).pending, fund_balance(programme.pk).available) == (0, 700)
    assert list(violations()) == []


def test_parts_go_back_until_nothing_is_left(charity: Charity, programme: Programme) -> None:
    gift = received_gift(charity, programme, 1000)
    given_back(charity, gift, 300)
    assert (gift.status, gift.unused_fen) == (GiftStatus.RECEIVED, 700)
    with pytest.raises(RefundRefused) as refused:
        request_refund(by=charity.finance, gift=gift, fen=701, reason="payment_error")
    assert refused.value.code == "REFUND_TOO_LARGE"
    given_back(charity, gift, 700)
    assert gift.status == GiftStatus.REFUNDED


def test_what_is_asked_for_twice_counts_together(charity: Charity, programme: Programme) -> None:
    gift = received_gift(charity, programme, 1000)
    request_refund(by=charity.finance, gift=gift, fen=600, reason="payment_error")
    with pytest.raises(RefundRefused):
        request_refund(by=charity.finance, gift=gift, fen=401, reason="payment_error")
    assert Refund.objects.count() == 1


@pytest.mark.parametrize(
    ("fen", "reason", "code"),
    [
        (0, "payment_error", "REFUND_TOO_LARGE"),
        (-1, "payment_error", "REFUND_TOO_LARGE"),
        (1001, "payment_error", "REFUND_TOO_LARGE"),
        (10, "changed_my_mind", "REFUND_REASON_UNKNOWN"),
        (10, "", "REFUND_REASON_UNKNOWN"),
    ],
)
def test_a_gift_is_final_but_for_the_listed_reasons(
    charity: Charity, programme: Programme, fen: int, reason: str, code: str
) -> None:
    gift = received_gift(charity, programme, 1000)
    with pytest.raises(RefundRefused) as refused:
        request_refund(by=charity.finance, gift=gift, fen=fen, reason=reason)
    assert refused.value.code == code
    assert not Refund.objects.exists()


def test_only_a_paid_gift_goes_back(charity: Charity, programme: Programme) -> None:
    back = received_gift(charity, programme, 1000)
    given_back(charity, back, 1000)
    for gift in (begun_gift(programme), back):
        with pytest.raises(RefundRefused) as refused:
            request_refund(by=charity.finance, gift=gift, fen=10, reason="payment_error")
        assert refused.value.code == "GIFT_NOT_REFUNDABLE"


@pytest.mark.parametrize("method", ["alipay", "wechat_pay"])
def test_a_wallet_takes_money_back_for_so_many_days(charity: Charity, programme: Programme, method: str) -> None:
    days = int(rule(f"donation.refund_days_{method}", on=clock.today()).value)
    attempt = online_attempt(begun_gift(programme, 1000))
    arrived = Arrived(provider_id="pi_1", fen=1000, method=method)
    payment = record_payment(by=TEST, attempt=attempt, arrived=arrived)
    with clock.freeze(payment.paid_at + timedelta(days=days, minutes=-1)):
        request_refund(by=charity.finance, gift=payment.gift, fen=10, reason="payment_error")
    with clock.freeze(payment.paid_at + timedelta(days=days, minutes=1)), pytest.raises(RefundRefused) as refused:
        request_refund(by=charity.finance, gift=payment.gift, fen=10, reason="payment_error")
    assert refused.value.code == "REFUND_WINDOW_OVER"
    assert Refund.objects.count() == 1


def test_nobody_decides_alone(charity: Charity, programme: Programme) -> None:
    gift, stranger = received_gift(charity, programme, 1000), with_accounts(new_charity()).manager
    refund = request_refund(by=charity.finance, gift=gift, fen=10, reason="payment_error")
    for by, code in ((charity.finance, "SECOND_PERSON_NEEDED"), (stranger, "NOT_OF_THIS_CHARITY")):
        for decide in (approve_refund, decline_refund):
            with pytest.raises(Refused) as refused:
                decide(by=by, refund=refund)
            assert refused.value.code == code
    refund.refresh_from_db()
    assert refund.status == RefundStatus.REQUESTED


def test_the_database_too_wants_a_second_person(charity: Charity, programme: Programme) -> None:
    refund = approved(charity, received_gift(charity, programme, 1000), 10)
    for change in ({"decided_by": charity.finance}, {"decided_by": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Refund.objects.filter(pk=refund.pk).update(**change)


def test_a_declined_refund_leaves_the_gift_as_it_was(charity: Charity, programme: Programme) -> None:
    gift = received_gift(charity, programme, 1000)
    refund = request_refund(by=charity.finance, gift=gift, fen=1000, reason="agreement_breach")
    decline_refund(by=charity.manager, refund=refund)
    with pytest.raises(IllegalMove):
        approve_refund(by=charity.second, refund=refund)
    assert use(charity, programme, 1000).covered_fen == 1000


def test_only_an_approved_transfer_is_recorded_as_paid_and_its_number_once(
    charity: Charity, programme: Programme
) -> None:
    gift = received_gift(charity, programme, 1000)
    asked = request_refund(by=charity.finance, gift=gift, fen=10, reason="payment_error")
    first, second = approved(charity, gift, 10), approved(charity, gift, 10)
    record_refund_paid(by=charity.finance, refund=first, serial="OUT1")
    for refund, serial, code in (
        (asked, "OUT2", "REFUND_NOT_BY_TRANSFER"),
        (second, " ", "REFUND_NOT_BY_TRANSFER"),
        (second, "OUT1", "SERIAL_USED"),
    ):
        with pytest.raises(DomainError) as refused:
            record_refund_paid(by=charity.finance, refund=refund, serial=serial)
        assert refused.value.code == code
    assert Gift.objects.get(pk=gift.pk).refunded_fen == 10


def test_being_told_again_gives_nothing_back_again(charity: Charity, programme: Programme) -> None:
    gift = received_gift(charity, programme, 1000)
    refund = given_back(charity, gift, 400)
    entries = Entry.objects.count()
    settle_refund(by=TEST, refund=refund, status=ProviderStatus.SUCCEEDED)
    settle_refund(by=TEST, refund=refund, status=ProviderStatus.PENDING)
    gift.refresh_from_db()
    assert (gift.refunded_fen, Entry.objects.count()) == (400, entries)


def test_money_that_bounces_is_there_again_and_may_go_back_later(charity: Charity, programme: Programme) -> None:
    gift = received_gift(charity, programme, 1000)
    refund = given_back(charity, gift, 1000)
    bounce(refund)
    gift.refresh_from_db()
    assert (refund.status, gift.status, gift.refunded_fen) == (RefundStatus.FAILED, GiftStatus.RECEIVED, 0)
    assert fund_balance(programme.pk).available == 1000
    assert list(violations()) == []
    settle_refund(by=TEST, refund=refund, status=ProviderStatus.SUCCEEDED)
    gift.refresh_from_db()
    assert (gift.status, fund_balance(programme.pk).available) == (GiftStatus.REFUNDED, 0)
    assert list(violations()) == []


def test_a_part_that_bounces_after_the_confirmation_is_confirmed_with_the_rest(
    charity: Charity, programme: Programme
) -> None:
    gift = paid_gift(programme, 1000)
    refund = given_back(charity, gift, 300)
    confirm_received(by=charity.finance, gift=gift)
    bounce(refund)
    balance = fund_balance(programme.pk)
    assert (balance.pending, balance.available) == (0, 1000)
    assert list(violations()) == []


def test_a_refund_that_never_left_changes_no_book(charity: Charity, programme: Programme) -> None:
    gift = received_gift(charity, programme, 1000)
    refund = approved(charity, gift, 400)
    entries = Entry.objects.count()
    bounce(refund)
    gift.refresh_from_db()
    assert (refund.status, refund.failure, gift.refunded_fen) == (RefundStatus.FAILED, "expired_account", 0)
    assert Entry.objects.count() == entries


def test_what_a_refunded_gift_had_paid_for_is_paid_by_the_next_oldest(charity: Charity, programme: Programme) -> None:
    first, second = received_gift(charity, programme, 1000), received_gift(charity, programme, 1000)
    spending = use(charity, programme, 800)
    given_back(charity, first, 1000)
    second.refresh_from_db()
    spending.refresh_from_db()
    assert (first.spent_fen, second.spent_fen, spending.covered_fen) == (0, 800, 800)
    assert [(s.gift, s.fen) for s in spending.shares.all()] == [(first, 800), (first, -800), (second, 800)]
    assert (first.status, second.status) == (GiftStatus.REFUNDED, GiftStatus.ALLOCATED)
    assert list(violations()) == []


def test_a_part_takes_the_unused_money_first(charity: Charity, programme: Programme) -> None:
    gift = received_gift(charity, programme, 1000)
    spending = use(charity, programme, 800)
    given_back(charity, gift, 200)
    assert (gift.spent_fen, gift.refunded_fen, gift.status) == (800, 200, GiftStatus.SPENT)
    spending.refresh_from_db()
    assert spending.covered_fen == 800


def test_a_fund_may_fall_below_zero_by_a_refund_and_the_next_gift_fills_it(
    charity: Charity, programme: Programme
) -> None:
    gift = received_gift(charity, programme, 1000)
    spending = use(charity, programme, 1000)
    given_back(charity, gift, 1000)
    spending.refresh_from_db()
    assert (fund_balance(programme.pk).available, spending.covered_fen) == (-1000, 0)
    assert list(violations()) == []
    late = received_gift(charity, programme, 1500)
    late.refresh_from_db()
    spending.refresh_from_db()
    assert (late.spent_fen, spending.covered_fen, fund_balance(programme.pk).available) == (1000, 1000, 500)
    assert list(violations()) == []


def test_money_that_bounces_pays_again_for_what_was_left_uncovered(charity: Charity, programme: Programme) -> None:
    gift = received_gift(charity, programme, 1000)
    spending = use(charity, programme, 1000)
    bounce(given_back(charity, gift, 1000))
    gift.refresh_from_db()
    spending.refresh_from_db()
    assert (gift.status, gift.spent_fen, spending.covered_fen) == (GiftStatus.SPENT, 1000, 1000)
    assert list(violations()) == []


def test_no_refund_touches_the_payment_itself(charity: Charity, programme: Programme) -> None:
    gift = received_gift(charity, programme, 1000)
    given_back(charity, gift, 1000)
    assert Payment.objects.get().fen == 1000


def failed_online(charity: Charity, programme: Programme, fen: int = 1000) -> Refund:
    """Paid online, asked back, approved, and bounced at the provider."""
    gift = begun_gift(programme, fen)
    arrived = Arrived(provider_id=f"pi_{next(numbers)}", fen=fen, method="card")
    record_payment(by=TEST, attempt=online_attempt(gift), arrived=arrived)
    gift.refresh_from_db()
    confirm_received(by=charity.finance, gift=gift)
    refund = approved(charity, gift, fen)
    bounce(refund)
    return refund


def test_what_the_provider_could_not_give_back_is_transferred_with_a_second_person(
    charity: Charity, programme: Programme
) -> None:
    refund = failed_online(charity, programme)
    with pytest.raises(Refused) as alone:
        redirect_refund(by=charity.finance, refund=refund)
    assert alone.value.code == "SECOND_PERSON_NEEDED"
    with pytest.raises(RefundRefused):
        record_refund_paid(by=charity.finance, refund=refund, serial="OUT-1")
    redirect_refund(by=charity.second, refund=refund)
    assert (refund.status, fund_balance(programme.pk).available) == (RefundStatus.TRANSFER, 1000)
    record_refund_paid(by=charity.finance, refund=refund, serial="OUT-1")
    refund.refresh_from_db()
    assert (refund.status, refund.payment.gift.status) == (RefundStatus.SUCCEEDED, GiftStatus.REFUNDED)
    [move] = Entry.objects.get(cause_kind="refund").moves.select_related("credit")
    assert (move.credit.kind, move.fen) == ("bank", 1000)
    assert list(violations()) == []
    verbs = AuditRow.objects.filter(subject=f"donations.refund:{refund.pk}").order_by("pk")
    assert [row.verb for row in verbs][-2:] == ["refund.redirect", "refund.succeed"]


def test_money_that_was_spent_meanwhile_or_asked_for_again_is_not_redirected(
    charity: Charity, programme: Programme
) -> None:
    refund = failed_online(charity, programme)
    request_refund(by=charity.finance, gift=refund.payment.gift, fen=600, reason="payment_error")
    with pytest.raises(RefundRefused) as refused:
        redirect_refund(by=charity.second, refund=refund)
    assert refused.value.code == "REFUND_TOO_LARGE"
    refund.refresh_from_db()
    assert (refund.status, refund.by_transfer) == (RefundStatus.FAILED, False)


def test_a_refund_by_transfer_is_not_redirected(charity: Charity, programme: Programme) -> None:
    refund = approved(charity, received_gift(charity, programme, 1000), 1000)
    bounce(refund)
    with pytest.raises(RefundRefused) as refused:
        redirect_refund(by=charity.second, refund=refund)
    assert refused.value.code == "REFUND_NOT_OURS"
