"""A statement is imported once; every line finds its gift or waits where a person sees it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from donations.actions import abandon_gift, start_transfer
from donations.invariants import violations
from donations.ledger import fund_balance
from donations.models import (
    DonationAttempt,
    Gateway,
    Gift,
    Payment,
    Programme,
    StatementImport,
    StatementLine,
)
from donations.reconciliation import (
    LineRefused,
    StatementRefused,
    import_statement,
    match_line,
    match_waiting_lines,
    set_aside_line,
    split_line,
)
from donations.states import GiftStatus, LineStatus
from marketplace.accounts.models import User
from marketplace.common import clock
from marketplace.common.events.models import OutboxMessage
from marketplace.common.money import format_yuan
from marketplace.common.verdict import DomainError, Refused
from tests.donations.charity import (
    Charity,
    account_for,
    begun_gift,
    new_charity,
    numbers,
    open_programme_of,
    with_accounts,
)

HEADING = "交易日期,交易流水号,收入金额,支出金额,对方户名,附言\n"


def announced(programme: Programme, fen: int) -> DonationAttempt:
    return start_transfer(by=None, gift=begun_gift(programme, fen))


def line(fen: int, remark: str, serial: str = "") -> str:
    return f"{clock.today():%Y-%m-%d},{serial or f'S{next(numbers)}'},{format_yuan(fen)},,样例付款人,{remark}\n"


def imported(charity: Charity, programme: Programme, *rows: str, by: User | None = None) -> StatementImport:
    account = account_for(programme, Gateway.BANK_TRANSFER)
    return import_statement(by=by or charity.finance, account=account, data=(HEADING + "".join(rows)).encode())


def counts(result: StatementImport) -> tuple[int, int, int, int, int]:
    return result.matched, result.unknown, result.mismatched, result.duplicates, result.rejected


def queue() -> list[tuple[str, str]]:
    return list(StatementLine.objects.order_by("pk").values_list("status", "reason"))


def test_a_known_code_with_its_amount_is_a_payment(charity: Charity, programme: Programme) -> None:
    attempt = announced(programme, 8800)
    result = imported(charity, programme, line(8800, f"捐款 {attempt.transfer_code}", "S-1"))
    assert counts(result) == (1, 0, 0, 0, 0)
    attempt.gift.refresh_from_db()
    payment = Payment.objects.get()
    assert (attempt.gift.status, payment.fen, payment.method) == (GiftStatus.PAID, 8800, "bank_transfer")
    assert list(StatementLine.objects.get().payments.all()) == [payment]
    assert list(violations()) == []


def test_the_same_file_again_changes_nothing(charity: Charity, programme: Programme) -> None:
    rows = [line(8800, announced(programme, 8800).transfer_code or ""), line(500, "没有编号")]
    imported(charity, programme, *rows)
    again = imported(charity, programme, *rows)
    assert (counts(again), again.rows) == ((0, 0, 0, 2, 0), 2)
    assert (StatementLine.objects.count(), Payment.objects.count()) == (2, 1)


def test_a_serial_that_comes_again_with_other_content_is_rejected(charity: Charity, programme: Programme) -> None:
    imported(charity, programme, line(100, "", "S-1"))
    result = imported(charity, programme, line(100, "", "S-1"), line(200, "", "S-1"), line(300, "", "S-2"))
    assert counts(result) == (0, 1, 0, 1, 1)
    assert result.faults == [[3, "serial", "SERIAL_CONFLICT"]]
    assert list(StatementLine.objects.order_by("pk").values_list("fen", flat=True)) == [100, 300]


def test_two_accounts_may_use_the_same_serial(charity: Charity, programme: Programme) -> None:
    other = with_accounts(new_charity())
    imported(charity, programme, line(100, "", "S-1"))
    assert counts(imported(other, open_programme_of(other), line(100, "", "S-1")))[1] == 1


@pytest.mark.parametrize(
    ("fen", "remark", "status", "reason"),
    [
        (8800, "捐款", "unknown", "NO_CODE"),
        (8800, "ZL0000000000", "unknown", "CODE_UNKNOWN"),
        (8000, "{code}", "mismatch", "AMOUNT_DIFFERS"),
        (8800, "{code} ZL0000000000", "mismatch", "CODE_UNKNOWN"),
    ],
)
def test_what_does_not_fit_waits_in_its_queue(
    charity: Charity, programme: Programme, fen: int, remark: str, status: str, reason: str
) -> None:
    code = announced(programme, 8800).transfer_code
    imported(charity, programme, line(fen, remark.format(code=code)))
    assert queue() == [(status, reason)]
    assert not Payment.objects.exists()


def test_a_code_of_another_charity_is_unknown_here(charity: Charity, programme: Programme) -> None:
    other = with_accounts(new_charity())
    code = announced(open_programme_of(other), 8800).transfer_code or ""
    imported(charity, programme, line(8800, code))
    assert queue() == [("unknown", "CODE_UNKNOWN")]


def test_one_transfer_with_the_codes_of_several_gifts_is_split(charity: Charity, programme: Programme) -> None:
    first, second = announced(programme, 100), announced(open_programme_of(charity), 250)
    imported(charity, programme, line(350, f"{first.transfer_code} {second.transfer_code}"))
    assert queue() == [("split", "")]
    assert sorted(Payment.objects.values_list("fen", flat=True)) == [100, 250]
    assert fund_balance(programme.pk).pending == 100
    assert list(violations()) == []


def test_codes_whose_amounts_do_not_add_up_wait(charity: Charity, programme: Programme) -> None:
    codes = " ".join(announced(programme, 100).transfer_code or "" for _ in range(2))
    imported(charity, programme, line(201, codes))
    assert queue() == [("mismatch", "SPLIT_DIFFERS")]


def test_the_same_code_twice_waits_and_may_become_a_second_gift(charity: Charity, programme: Programme) -> None:
    attempt = announced(programme, 100)
    imported(charity, programme, line(100, attempt.transfer_code or ""), line(300, attempt.transfer_code or ""))
    assert queue() == [("matched", ""), ("mismatch", "ALREADY_PAID")]
    attempt.refresh_from_db()
    match_line(by=charity.finance, line=StatementLine.objects.get(fen=300), attempt=attempt)
    second = Gift.objects.get(duplicate_of=attempt.gift)
    assert (second.fen, second.status) == (300, GiftStatus.PAID)
    assert list(violations()) == []


def test_money_for_a_gift_that_was_closed_waits_for_a_hand(charity: Charity, programme: Programme) -> None:
    attempt = announced(programme, 100)
    abandon_gift(by=None, gift=attempt.gift)
    imported(charity, programme, line(100, attempt.transfer_code or ""))
    assert queue() == [("mismatch", "LATE")]
    attempt.refresh_from_db()
    match_line(by=charity.finance, line=StatementLine.objects.get(), attempt=attempt)
    attempt.gift.refresh_from_db()
    assert attempt.gift.status == GiftStatus.PAID


def test_by_hand_the_gift_becomes_what_arrived(charity: Charity, programme: Programme) -> None:
    attempt = announced(programme, 8800)
    imported(charity, programme, line(8750, attempt.transfer_code or ""))
    match_line(by=charity.finance, line=StatementLine.objects.get(), attempt=attempt)
    attempt.gift.refresh_from_db()
    assert (attempt.gift.fen, attempt.gift.payment.fen) == (8750, 8750)
    assert list(violations()) == []


def test_by_hand_a_line_pays_for_several_gifts_that_add_up(charity: Charity, programme: Programme) -> None:
    attempts = [announced(programme, 100), announced(programme, 200)]
    imported(charity, programme, line(300, "合并捐款"), line(301, "合并捐款"))
    fits, differs = StatementLine.objects.order_by("fen")
    for chosen, row, code in (
        (attempts, differs, "SPLIT_DIFFERS"),
        (attempts[:1], fits, "SPLIT_NEEDS_SEVERAL"),
        ([attempts[0], attempts[0]], fits, "SPLIT_NEEDS_SEVERAL"),
    ):
        with pytest.raises(LineRefused) as refused:
            split_line(by=charity.finance, line=row, attempts=chosen)
        assert refused.value.code == code
    assert not Payment.objects.exists()
    split_line(by=charity.finance, line=fits, attempts=attempts)
    assert sorted(Payment.objects.values_list("fen", flat=True)) == [100, 200]
    assert list(violations()) == []


def test_money_that_is_no_gift_is_set_aside_with_its_reason(charity: Charity, programme: Programme) -> None:
    imported(charity, programme, line(100, "利息"))
    row = StatementLine.objects.get()
    with pytest.raises(LineRefused) as refused:
        set_aside_line(by=charity.finance, line=row, reason="whatever")
    assert refused.value.code == "SET_ASIDE_REASON_UNKNOWN"
    set_aside_line(by=charity.finance, line=row, reason="not_a_gift")
    assert queue() == [("set_aside", "not_a_gift")]
    for act in (
        lambda: set_aside_line(by=charity.finance, line=row, reason="not_a_gift"),
        lambda: match_line(by=charity.finance, line=row, attempt=announced(programme, 100)),
    ):
        with pytest.raises(LineRefused) as settled:
            act()
        assert settled.value.code == "LINE_SETTLED"
    assert not Payment.objects.exists()


def test_money_on_one_account_pays_no_gift_of_another(charity: Charity, programme: Programme) -> None:
    other = with_accounts(new_charity())
    theirs = announced(open_programme_of(other), 100)
    imported(charity, programme, line(100, "捐款"))
    with pytest.raises(LineRefused) as refused:
        match_line(by=charity.finance, line=StatementLine.objects.get(), attempt=theirs)
    assert refused.value.code == "OTHER_ACCOUNT"
    assert not Payment.objects.exists()


def test_only_the_charitys_finance_staff_touch_its_statement(charity: Charity, programme: Programme) -> None:
    other = with_accounts(new_charity())
    for by in (charity.manager, other.finance):
        with pytest.raises(Refused):
            imported(charity, programme, line(100, ""), by=by)
    assert not StatementImport.objects.exists()
    imported(charity, programme, line(100, ""))
    with pytest.raises(Refused):
        set_aside_line(by=other.finance, line=StatementLine.objects.get(), reason="not_a_gift")


def test_a_statement_belongs_to_a_bank_account(charity: Charity, programme: Programme) -> None:
    with pytest.raises(StatementRefused) as refused:
        import_statement(
            by=charity.finance, account=account_for(programme, Gateway.STRIPE), data=(HEADING + line(1, "")).encode()
        )
    assert refused.value.code == "NOT_A_BANK_ACCOUNT"


def test_a_file_that_is_refused_leaves_nothing(charity: Charity, programme: Programme) -> None:
    account = account_for(programme, Gateway.BANK_TRANSFER)
    before = OutboxMessage.objects.count()
    with pytest.raises(DomainError):
        import_statement(by=charity.finance, account=account, data=b"PK\x03\x04")
    assert (StatementImport.objects.count(), OutboxMessage.objects.count()) == (0, before)


def test_who_paid_is_sealed_and_the_remark_too(charity: Charity, programme: Programme) -> None:
    imported(charity, programme, line(100, "备注里的话"))
    row = StatementLine.objects.raw("SELECT id, payer || remark AS sealed FROM donations_statementline")[0]
    assert "样例付款人" not in row.sealed
    assert "备注里的话" not in row.sealed
    assert StatementLine.objects.get().payer == "样例付款人"


def test_a_crash_between_storing_and_matching_is_made_good(charity: Charity, programme: Programme) -> None:
    attempt = announced(programme, 8800)
    result = imported(charity, programme, line(100, "x"))
    StatementLine.objects.create(
        account=result.account, imported=result, row=3, serial="left", booked_on=clock.today() - timedelta(days=1),
        fen=8800, codes=[attempt.transfer_code],
    )  # fmt: skip
    for _ in range(2):
        match_waiting_lines(result)
    assert StatementLine.objects.get(serial="left").status == LineStatus.MATCHED
    assert Payment.objects.count() == 1
