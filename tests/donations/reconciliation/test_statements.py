"""A bank's CSV is read row by row or refused as a whole; nothing is guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from donations.gateways.bank_transfer import codes_in, new_transfer_code, shown
from donations.reconciliation.statements import Booking, StatementRefused, read_statement

HEADING = "交易日期,交易流水号,收入金额,支出金额,对方户名,附言\n"
ROW = "2026-11-02,S1,100.00,,样例付款人,ZL12345 捐款\n"


def read(text: str, encoding: str = "utf-8") -> list[Booking]:
    statement = read_statement(text.encode(encoding))
    assert statement.faults == []
    return statement.bookings


def faults(*rows: str) -> list[tuple[int, str, str]]:
    return read_statement((HEADING + "".join(f"{row}\n" for row in rows)).encode()).faults


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
def test_the_encodings_banks_use_are_read(encoding: str) -> None:
    assert read(HEADING + ROW, encoding) == [Booking(2, "S1", date(2026, 11, 2), 10_000, "样例付款人", "ZL12345 捐款")]


@pytest.mark.parametrize(
    "text",
    [
        "date,serial,credit,debit,payer,remark\n2026-11-02,S1,100.00,,P,R\n",
        "交易日期,交易流水号,发生额,借贷标志,对方名称,摘要\n2026-11-02,S1,100.00,贷,P,R\n",
        "Date,Serial,Amount,Direction,Payer,Purpose\r\n2026-11-02,S1,100.00,CR,P,R\r\n",
        "序号,交易日期,交易流水号,币种,收入金额（元）,余额,对方户名,附言\n1,2026-11-02,S1,人民币,100.00,5.00,P,R\n",
        "账户：样例慈善会\n账号：3305\n\n交易日期,交易流水号,收入金额,对方户名,附言\n2026-11-02,S1,100.00,P,R\n",
        "交易日期,交易流水号,收入金额,对方户名,附言\n2026-11-02,S1,100.00,P,R\n合计,,100.00,,\n".replace("合计", ""),
    ],
)
def test_the_layouts_banks_use_mean_the_same(text: str) -> None:
    [booking] = read(text)
    assert (booking.serial, booking.fen, booking.payer, booking.remark) == ("S1", 10_000, "P", "R")


@pytest.mark.parametrize(
    ("written", "fen"),
    [
        ("100", 10_000),
        ("100.5", 10_050),
        ("1,234,567.89", 123_456_789),
        ("¥88.00", 8_800),
        (" +5.00 ", 500),
        ("'7.00", 700),
    ],
)
def test_amounts_are_read_as_banks_write_them(written: str, fen: int) -> None:
    assert read(HEADING + f'2026-11-02,S1,"{written}",,P,R\n')[0].fen == fen


@pytest.mark.parametrize(
    "written", ["2026-11-02", "2026/11/02", "20261102", "2026.11.02", "2026年11月02日", "2026-11-02 09:30:00"]
)
def test_days_are_read_as_banks_write_them(written: str) -> None:
    assert read(HEADING + f"{written},S1,1.00,,P,R\n")[0].booked_on == date(2026, 11, 2)


def test_several_remark_columns_are_read_together() -> None:
    [booking] = read("交易日期,交易流水号,收入金额,摘要,附言\n2026-11-02,S1,1.00,转账,ZL 1\n")
    assert booking.remark == "转账 ZL 1"


def test_money_that_went_out_is_passed_over_and_counted() -> None:
    statement = read_statement((HEADING + ROW + "2026-11-02,S2,,5.00,员工,工资\n").encode())
    assert (len(statement.bookings), statement.outgoing, statement.faults) == (1, 1, [])


@pytest.mark.parametrize(
    ("row", "field", "code"),
    [
        ("2026-13-02,S1,1.00,,P,R", "booked_on", "DAY_UNCLEAR"),
        ("02.11.2026,S1,1.00,,P,R", "booked_on", "DAY_UNCLEAR"),
        (",S1,1.00,,P,R", "booked_on", "DAY_UNCLEAR"),
        ("2999-01-01,S1,1.00,,P,R", "booked_on", "DAY_IN_THE_FUTURE"),
        ("2026-11-02,,1.00,,P,R", "serial", "SERIAL_UNCLEAR"),
        (f"2026-11-02,{'9' * 81},1.00,,P,R", "serial", "SERIAL_UNCLEAR"),
        ("2026-11-02,S1,1.005,,P,R", "credit", "AMOUNT_UNCLEAR"),
        ("2026-11-02,S1,-1.00,,P,R", "credit", "AMOUNT_UNCLEAR"),
        ("2026-11-02,S1,1e5,,P,R", "credit", "AMOUNT_UNCLEAR"),
        ('2026-11-02,S1,"1,00,0.00",,P,R', "credit", "AMOUNT_UNCLEAR"),
        ("2026-11-02,S1,1.00,2.00,P,R", "credit", "AMOUNT_UNCLEAR"),
        ("2026-11-02,S1,,,P,R", "credit", "AMOUNT_UNCLEAR"),
        ("2026-11-02,S1", "credit", "AMOUNT_UNCLEAR"),
        ("2026-11-02,S1,=1+1,,P,R", "credit", "AMOUNT_UNCLEAR"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_and_the_others_are_read(row: str, field: str, code: str) -> None:
    statement = read_statement((HEADING + row + "\n" + ROW).encode())
    assert statement.faults == [(2, field, code)]
    assert [booking.row for booking in statement.bookings] == [3]


def test_another_currency_is_no_gift_in_yuan() -> None:
    text = "交易日期,交易流水号,币种,收入金额\n2026-11-02,S1,USD,1.00\n"
    assert read_statement(text.encode()).faults == [(2, "currency", "OTHER_CURRENCY")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "STATEMENT_COLUMNS"),
        ("姓名,电话\n1,2\n".encode(), "STATEMENT_COLUMNS"),
        ("交易日期,交易流水号,收入金额,神秘列\n".encode(), "STATEMENT_COLUMNS"),
        ("交易日期,记账日期,交易流水号,收入金额\n".encode(), "STATEMENT_COLUMNS"),
        ("交易日期,交易流水号,发生额\n".encode(), "STATEMENT_COLUMNS"),
        (("说明\n" * 40 + HEADING).encode(), "STATEMENT_COLUMNS"),
        ((HEADING + "2026-11-02,S1,1.00,\x00,P,R\n").encode(), "STATEMENT_NOT_CSV"),
        (b"PK\x03\x04" + b"x" * 100, "STATEMENT_NOT_CSV"),
        ((HEADING + '2026-11-02,"S1"x,1.00,,P,R\n').encode(), "STATEMENT_NOT_CSV"),
        (b"\xff\xff\xff\xff", "STATEMENT_ENCODING"),
        ((HEADING + f"2026-11-02,S1,1.00,,P,{'长' * 3000}\n").encode(), "STATEMENT_TOO_LARGE"),
        (b"x" * (10 * 1024 * 1024 + 1), "STATEMENT_TOO_LARGE"),
        ((HEADING + ",,,,,\n" * 50_001).encode(), "STATEMENT_TOO_LARGE"),
    ],
)
def test_a_file_that_is_no_statement_is_refused_whole(data: bytes, code: str) -> None:
    with pytest.raises(StatementRefused) as refused:
        read_statement(data)
    assert refused.value.code == code


def test_faults_carry_no_value_of_the_file() -> None:
    found = faults("2026-13-02,秘密流水,1.00,,王女士,电话13800138000")
    assert found == [(2, "booked_on", "DAY_UNCLEAR")]


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_code_is_found_in_any_remark(before: str, after: str) -> None:
    code = new_transfer_code()
    framed = f"{before} {code} {after}"
    assert code in codes_in(framed)
    assert code in codes_in(f"捐款{shown(code)}谢谢")
    assert code in codes_in(framed.lower().replace("ZL", "ｚｌ"))


@given(st.integers(2, 11), st.integers(1, 9))
def test_a_slip_of_one_digit_is_noticed(place: int, shift: int) -> None:
    code = new_transfer_code()
    slip = code[:place] + str((int(code[place]) + shift) % 10) + code[place + 1 :]
    assert codes_in(slip) == []


@pytest.mark.parametrize("remark", ["", "捐款", "ZL", "ZL123", "ZL12345678901234567890", "6200000000000005", "AZL"])
def test_what_is_no_code_is_none(remark: str) -> None:
    assert codes_in(remark) == []


def test_several_codes_are_found_once_each_in_order() -> None:
    first, second = new_transfer_code(), new_transfer_code()
    assert codes_in(f"{second}、{first}，{second}") == [second, first]
