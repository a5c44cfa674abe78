"""Money moves only as a balanced entry, once per cause, and nothing that is booked is ever changed."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from donations.ledger import (
    AlreadyPosted,
    Cause,
    LedgerRefused,
    MoveOf,
    account_of_charity,
    account_of_programme,
    fund_balance,
    fund_balances,
    is_posted,
    post,
    reverse,
)
from donations.models import Entry, LedgerAccount, Move, Programme
from donations.models.ledger import AccountKind
from tests.donations.charity import Charity, new_charity, new_draft

K = AccountKind
ACCOUNT = st.integers(0, 4)


@pytest.fixture
def accounts(db: None) -> list[LedgerAccount]:
    """Bank and the four accounts of one programme."""
    charity = new_charity()
    return accounts_of(new_draft(charity))


def accounts_of(programme: Programme) -> list[LedgerAccount]:
    bank = account_of_charity(programme.charity_id, K.BANK)
    return [bank, *(account_of_programme(programme, kind) for kind in (K.PENDING, K.AVAILABLE, K.RELEASED, K.SPENT))]


def balances() -> dict[int, int]:
    return dict(LedgerAccount.objects.values_list("pk", "balance_fen"))


def test_an_entry_moves_its_amount_from_the_credited_to_the_debited_account(accounts: list[LedgerAccount]) -> None:
    bank, pending, *_ = accounts
    entry = post(cause=Cause("attempt", "a1"), moves=[MoveOf(bank, pending, 8800)])
    assert [(m.debit, m.credit, m.fen, m.currency) for m in entry.moves.all()] == [(bank, pending, 8800, "CNY")]
    assert balances()[bank.pk] == 8800
    assert balances()[pending.pk] == -8800


def test_balances_are_read_as_people_read_them(accounts: list[LedgerAccount]) -> None:
    bank, pending, available, released, spent = accounts
    post(cause=Cause("attempt", "a1"), moves=[MoveOf(bank, pending, 900)])
    post(cause=Cause("confirmation", "g1"), moves=[MoveOf(pending, available, 700)])
    post(cause=Cause("spending", "s1"), moves=[MoveOf(spent, bank, 300), MoveOf(available, released, 300)])
    balance = fund_balance(pending.programme_id)
    assert (balance.pending, balance.available, balance.spent, balance.received) == (200, 400, 300, 700)
    for account in accounts:
        account.refresh_from_db()
    assert [account.standing_fen for account in accounts] == [600, 200, 400, 300, 300]


def test_a_programme_without_moves_holds_nothing(charity: Charity) -> None:
    keys = [new_draft(charity).pk, new_draft(charity).pk]
    assert [fund_balances(keys)[key].available for key in keys] == [0, 0]


def test_a_cause_is_booked_once(accounts: list[LedgerAccount]) -> None:
    bank, pending, *_ = accounts
    post(cause=Cause("attempt", "a1"), moves=[MoveOf(bank, pending, 100)])
    before = balances()
    with pytest.raises(AlreadyPosted):
        post(cause=Cause("attempt", "a1"), moves=[MoveOf(bank, pending, 100)])
    assert balances() == before
    assert Entry.objects.count() == Move.objects.count() == 1


def test_moves_that_are_none_are_refused_and_nothing_is_written(accounts: list[LedgerAccount]) -> None:
    bank, pending, *_ = accounts
    dollars = account_of_charity(bank.charity_id, K.BANK, "USD")
    for moves in ([], [MoveOf(bank, pending, 0)], [MoveOf(bank, pending, -5)], [MoveOf(bank, bank, 5)],
                  [MoveOf(dollars, pending, 5)], [MoveOf(bank, pending, 5), MoveOf(dollars, dollars, 5)]):  # fmt: skip
        with pytest.raises(LedgerRefused):
            post(cause=Cause("attempt", "a1"), moves=moves)
    assert not Entry.objects.exists()
    assert set(balances().values()) == {0}


def test_a_reversal_undoes_an_entry_once(accounts: list[LedgerAccount]) -> None:
    bank, pending, *_ = accounts
    entry = post(cause=Cause("refund", "r1"), moves=[MoveOf(bank, pending, 100)])
    assert is_posted(Cause("refund", "r1"))
    mirror = reverse(entry, because="refund_failed")
    assert (mirror.reverses, mirror.because) == (entry, "refund_failed")
    assert set(balances().values()) == {0}
    assert not is_posted(Cause("refund", "r1"))
    with pytest.raises(AlreadyPosted):
        reverse(entry, because="refund_failed")
    assert Entry.objects.count() == 2


@pytest.mark.parametrize("table", ["donations_entry", "donations_move"])
@pytest.mark.parametrize("statement", ["DELETE FROM {table}", "UPDATE {table} SET id = id + 1000"])
def test_the_database_refuses_to_rewrite_the_books(accounts: list[LedgerAccount], table: str, statement: str) -> None:
    bank, pending, *_ = accounts
    post(cause=Cause("attempt", "a1"), moves=[MoveOf(bank, pending, 100)])
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table=table))
    assert Move.objects.get().fen == 100


def test_the_database_refuses_an_amount_edited_through_the_model(accounts: list[LedgerAccount]) -> None:
    bank, pending, *_ = accounts
    post(cause=Cause("attempt", "a1"), moves=[MoveOf(bank, pending, 100)])
    with pytest.raises(DatabaseError), transaction.atomic():
        Move.objects.update(fen=models.F("fen") * 2)
    assert Move.objects.get().fen == 100


def test_the_database_knows_the_rules_of_a_move(accounts: list[LedgerAccount]) -> None:
    bank, pending, *_ = accounts
    entry = post(cause=Cause("attempt", "a1"), moves=[MoveOf(bank, pending, 100)])
    for fields in ({"debit": bank, "credit": bank, "fen": 1}, {"debit": bank, "credit": pending, "fen": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Move.objects.create(entry=entry, currency="CNY", **fields)
    assert Move.objects.count() == 1


def test_an_account_exists_once_for_each_kind(charity: Charity) -> None:
    programme = new_draft(charity)
    assert account_of_programme(programme, K.AVAILABLE) == account_of_programme(programme, K.AVAILABLE)
    assert account_of_charity(programme.charity_id, K.BANK) == account_of_charity(programme.charity_id, K.BANK)
    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerAccount.objects.create(kind=K.BANK, charity_id=programme.charity_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerAccount.objects.create(kind=K.AVAILABLE, charity_id=programme.charity_id)


class AnyBooks(TestCase):
    @settings(max_examples=40, deadline=None)
    @given(
        st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(1, 10**12), st.booleans()), max_size=12)
    )
    def test_balances_are_the_sums_of_moves_and_all_of_them_together_are_nothing(
        self, wishes: list[tuple[int, int, int, bool]]
    ) -> None:
        accounts = accounts_of(new_draft(new_charity()))
        for number, (debit, credit, fen, undo) in enumerate(wishes):
            if debit == credit:
                continue
            entry = post(cause=Cause("test", str(number)), moves=[MoveOf(accounts[debit], accounts[credit], fen)])
            if undo:
                reverse(entry, because="test")
        for account in accounts:
            debits = account.debits.aggregate(fen=models.Sum("fen"))["fen"] or 0
            credits = account.credits.aggregate(fen=models.Sum("fen"))["fen"] or 0
            account.refresh_from_db()
            assert account.balance_fen == debits - credits
        assert sum(account.balance_fen for account in accounts) == 0
