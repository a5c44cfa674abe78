"""check_invariants finds each kind of broken promise about money, and nothing in good books."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection

from donations.actions import open_dispute, spend
from donations.invariants import counts, violations
from donations.ledger import Cause, MoveOf, account_of_charity, account_of_programme, post
from donations.models import DonationAttempt, Entry, Gift, LedgerAccount, Move, Payment, Programme, Refund, Spending
from donations.models.ledger import AccountKind
from marketplace.common import clock
from tests.donations.actions.test_refunds import given_back
from tests.donations.charity import TEST, Charity, paid_gift, received_gift


@pytest.fixture
def books(charity: Charity, programme: Programme) -> Programme:
    """A gift in each situation: pending, in use, given back in part, disputed."""
    paid_gift(programme, 500)
    first, second, third = (received_gift(charity, programme, 1000) for _ in range(3))
    spend(by=charity.finance, programme=programme, fen=1200, purpose="书包", voucher="V", spent_on=clock.today())
    given_back(charity, first, 400)
    open_dispute(by=TEST, payment=third.payment, provider_id="dp_1")
    assert Spending.objects.get().covered_fen == 1200
    assert second.fen == 1000
    return programme


def names() -> set[str]:
    return {name for name, _subject, _detail in violations()}


def without_triggers(statement: str, *params: object) -> None:
    """What the database itself would refuse: a fault of somebody with its keys."""
    tables = ("donations_move", "donations_entry", "donations_payment", "donations_spendingshare")
    with connection.cursor() as cursor:
        for table in tables:
            for verb in ("update", "delete"):
                tail = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{tail}")
        cursor.execute(statement, list(params))


def test_good_books_have_no_violation(books: Programme) -> None:
    assert list(violations()) == []
    found = counts()
    assert (found["gifts"], found["payments"], found["refunds"], found["spendings"]) == (4, 4, 1, 1)
    assert found["ledger_entries"] == Entry.objects.count() == 4 + 3 + 1 + 1 + 1


def another_entry(programme: Programme) -> None:
    bank = account_of_charity(programme.charity_id, AccountKind.BANK)
    pending = account_of_programme(programme, AccountKind.PENDING)
    post(cause=Cause("attempt", "nobody"), moves=[MoveOf(bank, pending, 5)])


def another_reversal(programme: Programme) -> None:
    available = account_of_programme(programme, AccountKind.AVAILABLE)
    bank = account_of_charity(programme.charity_id, AccountKind.BANK)
    post(cause=Cause("refund", "nobody:1"), moves=[MoveOf(available, bank, 5)])


def emptied_fund(programme: Programme) -> None:
    available = account_of_programme(programme, AccountKind.AVAILABLE)
    released = account_of_programme(programme, AccountKind.RELEASED)
    post(cause=Cause("test", "emptied"), moves=[MoveOf(available, released, 10_000)])


BALANCES, ADDS_UP = "each ledger entry balances", "a gift is its payment, less what went back"
PAID_ONCE, REVERSED_ONCE = "each paid attempt has one entry", "each refund has one reversal"
BREAKS: list[tuple[Callable[[Programme], object], str]] = [
    (lambda _: without_triggers("DELETE FROM donations_move WHERE fen = 1200"), BALANCES),
    (lambda _: without_triggers("UPDATE donations_move SET currency = 'USD' WHERE fen = 400"), BALANCES),
    (lambda _: LedgerAccount.objects.update(balance_fen=1), "fund balances equal the sum of their moves"),
    (lambda _: without_triggers("UPDATE donations_move SET fen = 999 WHERE fen = 500"), PAID_ONCE),
    (another_entry, PAID_ONCE),
    (lambda _: DonationAttempt.objects.update(status="failed"), PAID_ONCE),
    (another_reversal, REVERSED_ONCE),
    (lambda _: Refund.objects.update(status="failed"), REVERSED_ONCE),
    (lambda _: Refund.objects.update(fen=399), REVERSED_ONCE),
    (lambda _: Gift.objects.filter(spent_fen=0).update(fen=7000), ADDS_UP),
    (lambda _: Gift.objects.filter(refunded_fen=0).update(refunded_fen=1), ADDS_UP),
    (lambda _: Gift.objects.update(spent_fen=1), ADDS_UP),
    (lambda _: Spending.objects.update(covered_fen=1), "each spending is paid by gifts"),
    (emptied_fund, "no fund is below zero without a cause"),
]  # fmt: skip


@pytest.mark.parametrize(("break_it", "name"), BREAKS)
def test_a_broken_promise_is_found(books: Programme, break_it: Callable[[Programme], object], name: str) -> None:
    break_it(books)
    assert name in names()


def test_what_is_found_names_no_person(books: Programme) -> None:
    Gift.objects.update(spent_fen=1)
    LedgerAccount.objects.update(balance_fen=1)
    told = " ".join(f"{subject} {detail}" for _name, subject, detail in violations())
    assert "样例捐赠人" not in told
    assert Gift.objects.filter(spent_fen=1).first() is not None
    assert all(gift.secret not in told for gift in Gift.objects.all())


def test_the_checks_ask_as_many_questions_of_a_large_book_as_of_a_small_one(
    charity: Charity, programme: Programme, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for _ in range(5):
        received_gift(charity, programme, 1000)
    with django_assert_max_num_queries(35):  # type: ignore[attr-defined]
        assert list(violations()) == []
    assert (Payment.objects.count(), Move.objects.count()) == (5, 10)
