"""Paying online: stored before the call, the same page for the same gift, and only money counts as money."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donations.actions import (
    SettlementMismatch,
    abandon_gift,
    close_pages_of_abandoned,
    settle_attempt,
    settle_overdue,
    start_checkout,
)
from donations.events import GiftAbandoned
from donations.gateways.port import GatewayRefused, GatewayUnavailable
from donations.invariants import violations
from donations.ledger import fund_balance
from donations.models import DonationAttempt, Entry, Gift, Payment
from donations.states import AttemptStatus, GiftStatus
from marketplace.common import clock
from marketplace.common.verdict import Refused
from tests.donations.actions.online import BACK, Online
from tests.donations.charity import TEST, begun_gift


def test_a_page_is_opened_and_asked_for_again_it_is_the_same(online: Online) -> None:
    gift = begun_gift(online.programme, 8800)
    first, second = (start_checkout(by=None, gift=gift, **BACK) for _ in range(2))
    attempt = DonationAttempt.objects.get()
    assert first == second == attempt.page_url
    assert (attempt.status, attempt.fen, attempt.account.provider_account) == ("open", 8800, online.account)


def test_the_way_back_is_as_secret_as_the_donors_link(online: Online) -> None:
    online.page(begun_gift(online.programme))
    [row] = DonationAttempt.objects.raw("SELECT id, success_url || cancel_url AS sealed FROM donations_donationattempt")
    assert "site.invalid" not in row.sealed
    assert DonationAttempt.objects.get().success_url == BACK["success_url"]


def test_a_paid_page_is_settled_once_with_its_fee(online: Online) -> None:
    attempt = online.paid_attempt(8800)
    for _ in range(3):
        settle_attempt(by=TEST, attempt=DonationAttempt.objects.get(pk=attempt.pk))
    attempt.refresh_from_db()
    payment = Payment.objects.get()
    assert (attempt.status, attempt.gift.status) == (AttemptStatus.PAID, GiftStatus.PAID)
    assert (payment.fen, payment.method, payment.attempt) == (8800, "alipay", attempt)
    assert payment.fee_fen is not None
    assert fund_balance(online.programme.pk).pending == 8800
    assert list(violations()) == []


def test_an_open_page_changes_nothing(online: Online) -> None:
    attempt = online.page(begun_gift(online.programme))
    settle_attempt(by=TEST, attempt=attempt)
    assert (attempt.status, Payment.objects.count()) == (AttemptStatus.OPEN, 0)


def test_a_declined_card_leaves_the_page_open(online: Online) -> None:
    attempt = online.page(begun_gift(online.programme))
    online.pay(attempt, "decline")
    online.hear()
    attempt.refresh_from_db()
    assert (attempt.status, Payment.objects.count()) == (AttemptStatus.OPEN, 0)


@pytest.mark.parametrize(("outcome", "end"), [("delay_succeed", "paid"), ("delay_fail", "failed")])
def test_a_delayed_payment_waits_and_then_ends(online: Online, outcome: str, end: str) -> None:
    attempt = online.page(begun_gift(online.programme))
    online.pay(attempt, outcome)
    online.hear()
    attempt.refresh_from_db()
    assert (attempt.status, Payment.objects.count()) == (AttemptStatus.PENDING, 0)
    with pytest.raises(GatewayRefused) as refused:
        start_checkout(by=None, gift=attempt.gift, **BACK)
    assert refused.value.code == "PAYMENT_ON_ITS_WAY"
    online.twin.pull("clock", advance=20)
    online.hear()
    attempt.refresh_from_db()
    assert (attempt.status, Payment.objects.count()) == (end, int(end == "paid"))
    assert list(violations()) == []


def test_after_a_failure_the_donor_may_try_again(online: Online) -> None:
    gift = begun_gift(online.programme)
    first = online.page(gift)
    online.pay(first, "delay_fail")
    online.twin.pull("clock", advance=20)
    online.hear()
    second = online.page(gift)
    assert (second.pk != first.pk, second.status) == (True, AttemptStatus.OPEN)


def test_an_expired_page_is_closed_and_a_new_one_opens(online: Online) -> None:
    gift = begun_gift(online.programme)
    first = online.page(gift)
    online.twin.pull("clock", advance=2 * 3600)
    assert [event.event_type for event in online.hear()] == ["checkout.session.expired"]
    first.refresh_from_db()
    assert (first.status, gift.status) == (AttemptStatus.EXPIRED, GiftStatus.INTENT)
    online.twin.pull("clock", start_at=None)
    assert online.page(gift).pk != first.pk


def test_when_the_provider_is_silent_the_attempt_and_its_key_stay(online: Online) -> None:
    gift = begun_gift(online.programme)
    online.twin.pull("faults", kind="edge", status=503, method="POST", path="/v1/checkout/sessions", times=3)
    with pytest.raises(GatewayUnavailable):
        start_checkout(by=None, gift=gift, **BACK)
    left = DonationAttempt.objects.get()
    assert (left.status, left.session_id) == (AttemptStatus.CREATED, "")
    assert start_checkout(by=None, gift=gift, **BACK)
    attempt = DonationAttempt.objects.get()
    assert (left.idempotency_key, attempt.status) == (attempt.idempotency_key, AttemptStatus.OPEN)


def test_a_page_that_was_opened_while_the_line_broke_is_the_one_that_is_shown(online: Online) -> None:
    """The answer is lost, the same key brings it again: one page, not two."""
    gift = begun_gift(online.programme)
    online.twin.pull("faults", kind="timeout", method="POST", path="/v1/checkout/sessions", times=1)
    url = start_checkout(by=None, gift=gift, **BACK)
    assert url == DonationAttempt.objects.get().page_url


def test_a_key_that_is_spent_on_a_failure_ends_its_attempt(online: Online) -> None:
    gift = begun_gift(online.programme)
    online.twin.pull("faults", kind="after_effect", method="POST", path="/v1/checkout/sessions")
    with pytest.raises(GatewayUnavailable):
        start_checkout(by=None, gift=gift, **BACK)
    first = DonationAttempt.objects.get()
    assert first.status == AttemptStatus.FAILED
    start_checkout(by=None, gift=gift, **BACK)
    second = DonationAttempt.objects.latest("pk")
    assert (second.status, second.idempotency_key != first.idempotency_key) == (AttemptStatus.OPEN, True)


def test_a_refusal_of_the_provider_ends_the_attempt(online: Online) -> None:
    gift = begun_gift(online.programme)
    DonationAttempt.objects.all().delete()
    account = gift.programme.charity.payee_accounts.get(gateway="stripe")
    account.provider_account = "acct_nobody000001"
    account.save()
    with pytest.raises(GatewayRefused):
        start_checkout(by=None, gift=gift, **BACK)
    attempt = DonationAttempt.objects.get()
    assert (attempt.status, bool(attempt.provider_code)) == (AttemptStatus.FAILED, True)
    gift.refresh_from_db()
    assert gift.status == GiftStatus.INTENT


def test_a_gift_that_may_not_be_paid_online_asks_nobody(online: Online) -> None:
    gift = begun_gift(online.programme, 6_000_000)
    with pytest.raises(Refused) as refused:
        start_checkout(by=None, gift=gift, **BACK)
    assert refused.value.code == "AMOUNT_TOO_LARGE_ONLINE"
    assert not DonationAttempt.objects.exists()


def test_money_that_does_not_fit_the_gift_is_not_counted(online: Online) -> None:
    attempt = online.paid_attempt(8800)
    DonationAttempt.objects.update(fen=9900)
    attempt.refresh_from_db()
    with pytest.raises(SettlementMismatch):
        settle_attempt(by=TEST, attempt=attempt)
    assert (Payment.objects.count(), Entry.objects.count()) == (0, 0)


def test_a_gift_that_was_let_be_loses_its_page(online: Online) -> None:
    gift = begun_gift(online.programme)
    attempt = online.page(gift)
    abandon_gift(by=None, gift=gift)
    close_pages_of_abandoned(GiftAbandoned(gift_id=gift.pk))
    assert "checkout.session.expired" in {event.event_type for event in online.hear()}
    attempt.refresh_from_db()
    assert (attempt.status, Payment.objects.count()) == (AttemptStatus.ABANDONED, 0)


def test_who_pays_a_moment_before_the_page_closes_has_given(online: Online) -> None:
    attempt = online.paid_attempt(8800)
    abandon_gift(by=None, gift=attempt.gift)
    close_pages_of_abandoned(GiftAbandoned(gift_id=attempt.gift_id))
    assert Gift.objects.get().status == GiftStatus.PAID
    assert list(violations()) == []


def test_lost_news_is_found_by_asking(online: Online) -> None:
    paid, left = online.paid_attempt(), online.page(begun_gift(online.programme))
    online.receiver.letters.clear()
    assert settle_overdue() == 0
    online.twin.pull("clock", advance=2 * 3600)
    with clock.freeze(clock.now() + timedelta(hours=2)):
        assert settle_overdue() == 2
    statuses = dict(DonationAttempt.objects.values_list("pk", "status"))
    assert (statuses[paid.pk], statuses[left.pk]) == (AttemptStatus.PAID, AttemptStatus.EXPIRED)


def test_two_open_pages_that_are_both_paid_make_two_gifts(online: Online) -> None:
    gift = begun_gift(online.programme, 8800)
    first = online.page(gift)
    DonationAttempt.objects.update(status=AttemptStatus.EXPIRED)
    second = online.page(gift)
    for attempt in (first, second):
        online.twin.pay(attempt.page_url)
    online.twin.pull("drain")
    online.hear()
    assert Payment.objects.count() == Gift.objects.filter(status=GiftStatus.PAID).count() == 2
    assert Gift.objects.get(duplicate_of=gift).fen == 8800
    assert list(violations()) == []
