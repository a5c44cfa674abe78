"""Yuan are read strictly, rounded half up and written with two decimals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from donations.tax.amounts import fen, is_whole_fen, read_yuan, round_to_fen, total, write_yuan, yuan
from tests.donations.tax.cases import D


@pytest.mark.parametrize("text", ["0", "5", "1200.5", "1200.50", "-5000.00", "9999999999999.99", "007"])
def test_a_decimal_with_at_most_two_places_is_read_exactly(text: str) -> None:
    assert read_yuan(text) == D(text)


@pytest.mark.parametrize(
    "text",
    ["", " 1", "1 ", "+1", "1.005", "1.", ".5", "1e3", "1,000", "¥1", "NaN", "Infinity", "--1", "１", "1\n", "1" * 14],
)
def test_anything_else_is_no_amount(text: str) -> None:
    assert read_yuan(text) is None


@pytest.mark.parametrize(("exact", "rounded"), [("0.005", "0.01"), ("0.0049", "0.00"), ("2.675", "2.68")])
def test_half_a_fen_goes_up(exact: str, rounded: str) -> None:
    assert round_to_fen(D(exact)) == D(rounded)


@pytest.mark.parametrize(
    ("amount", "text"), [("0", "0.00"), ("-0.00", "0.00"), ("-1.5", "-1.50"), ("20000", "20000.00")]
)
def test_two_decimals_are_written_and_no_negative_zero(amount: str, text: str) -> None:
    assert write_yuan(D(amount)) == text


@pytest.mark.parametrize("amount", ["0.001", "NaN", "Infinity", "10000000000000", "1E+20"])
def test_fractions_of_a_fen_and_sums_beyond_money_are_noticed(amount: str) -> None:
    assert not is_whole_fen(D(amount))


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_fen_and_yuan_convert_both_ways(amount: int) -> None:
    assert fen(yuan(amount)) == amount
    assert is_whole_fen(yuan(amount))


def test_the_sum_of_nothing_is_zero() -> None:
    assert write_yuan(total([])) == "0.00"
