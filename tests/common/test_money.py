"""Money: fen in, fen out, and never a rounded or guessed amount in between."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.common.money import (
    AmountNotSendable,
    AmountTooLarge,
    AmountUnclear,
    CurrencyUnknown,
    WordsUnclear,
    amount_in_words,
    display_amount,
    format_yuan,
    from_provider_amount,
    minor_units,
    parse_amount,
    read_amount_words,
    to_provider_amount,
)
from marketplace.common.money.currencies import known_currencies
from marketplace.common.money.words import LARGEST_FEN

VECTORS = [
    ("1409.50", "壹仟肆佰零玖元伍角整"),
    ("6007.14", "陆仟零柒元壹角肆分"),
    ("1680.32", "壹仟陆佰捌拾元零叁角贰分"),
    ("107000.53", "壹拾万柒仟元零伍角叁分"),
    ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
    ("325.04", "叁佰贰拾伍元零肆分"),
    ("0", "零元整"),
    ("0.05", "伍分"),
    ("0.50", "伍角整"),
    ("10", "壹拾元整"),
    ("15", "壹拾伍元整"),
    ("100", "壹佰元整"),
    ("10001", "壹万零壹元整"),
    ("10010", "壹万零壹拾元整"),
    ("100100", "壹拾万零壹佰元整"),
    ("1050000", "壹佰零伍万元整"),
    ("1000001", "壹佰万零壹元整"),
    ("100000001", "壹亿零壹元整"),
    ("100010000", "壹亿零壹万元整"),
    ("10200.30", "壹万零贰佰元零叁角整"),
    ("20050008.06", "贰仟零伍万零捌元零陆分"),
    ("1234567890.12", "壹拾贰亿叁仟肆佰伍拾陆万柒仟捌佰玖拾元零壹角贰分"),
    ("-1000", "负壹仟元整"),
    ("100001000", "壹亿零壹仟元整"),
    ("1000000000000", "壹万亿元整"),
    ("5000050000000", "伍万亿零伍仟万元整"),
    ("1000200000003", "壹万零贰亿零叁元整"),
]

OTHER_VALID_WORDS = [
    ("1409.50", "壹仟肆佰零玖元伍角"),
    ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
    ("107000.53", "壹拾万零柒仟元零伍角叁分"),
    ("10200.30", "壹万零贰佰元叁角"),
    ("1000", "壹仟圆正"),
    ("1000.20", "人民币壹仟圆贰角正"),
    ("16409.02", "壹万陆仟肆佰零玖元贰分"),
]


@pytest.mark.parametrize(("yuan", "words"), VECTORS)
def test_amounts_are_written_in_the_canonical_words(yuan: str, words: str) -> None:
    assert amount_in_words(parse_amount(yuan)) == words


@pytest.mark.parametrize(("yuan", "words"), VECTORS + OTHER_VALID_WORDS)
def test_all_valid_words_are_read(yuan: str, words: str) -> None:
    assert read_amount_words(words) == parse_amount(yuan)


@pytest.mark.parametrize(
    "words",
    [
        "", "元", "元整", "整", "壹", "壹元", "拾元整", "壹佰零拾元整", "壹拾壹拾元整", "壹拾贰佰元整", "零壹元整",
        "壹佰贰元整", "壹佰零贰拾元整", "壹万壹元整", "亿元整", "壹亿壹元整", "壹亿零元整", "壹元贰分整", "壹元整整",
        "贰分壹角", "壹元贰角零叁分", "零伍角整", "负零元整", "一百元整", "100元整", "壹佰元整。", "壹元元整", "零角整",
        "人民币人民币壹元整", "壹佰 元整",
    ],
)  # fmt: skip
def test_words_that_say_no_amount_are_refused(words: str) -> None:
    with pytest.raises(WordsUnclear):
        read_amount_words(words)


@given(st.integers(-LARGEST_FEN, LARGEST_FEN))
def test_words_come_back_as_the_same_amount(fen: int) -> None:
    assert read_amount_words(amount_in_words(fen)) == fen


def test_many_amounts_with_zeros_in_every_place_come_back() -> None:
    draw = random.Random(20260601)
    for _ in range(20_000):
        digits = "".join(draw.choice("000012345") for _ in range(draw.randint(1, 18)))
        words = amount_in_words(int(digits))
        assert read_amount_words(words) == int(digits)
        assert "零零" not in words


def test_an_amount_beyond_the_numerals_is_refused() -> None:
    with pytest.raises(AmountTooLarge):
        amount_in_words(LARGEST_FEN + 1)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("0", 0),
        ("0.05", 5),
        ("0.5", 50),
        ("1234.50", 123450),
        ("-1000.00", -100000),
        ("9999999999999.99", 999999999999999),
    ],
)
def test_decimal_strings_are_read_exactly(text: str, fen: int) -> None:
    assert parse_amount(text) == fen


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1.005", "TOO_MANY_DECIMALS"),
        ("0.000", "TOO_MANY_DECIMALS"),
        ("1,234.50", "AMOUNT_SEPARATED"),
        ("1，234", "AMOUNT_SEPARATED"),
        *(
            (text, "AMOUNT_UNCLEAR")
            for text in ("", " 1", "1.", ".5", "1e3", "+1", "--1", "01", "１２", "NaN", "元", "1\n")
        ),
        ("10000000000000", "AMOUNT_UNCLEAR"),
        (12.5, "AMOUNT_UNCLEAR"),
        (12, "AMOUNT_UNCLEAR"),
        (None, "AMOUNT_UNCLEAR"),
    ],
)
def test_anything_else_is_refused_with_its_reason(text: str, code: str) -> None:
    with pytest.raises(AmountUnclear) as refusal:
        parse_amount(text)
    assert refusal.value.code == code


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_the_decimal_string_comes_back_as_the_same_amount(fen: int) -> None:
    assert parse_amount(format_yuan(fen)) == fen


@pytest.mark.parametrize(
    ("fen", "zh", "en"),
    [
        (0, "0.00元", "CNY\u00a00.00"),
        (123450, "1,234.50元", "CNY\u00a01,234.50"),
        (-5, "-0.05元", "CNY\u00a0-0.05"),
        (999999999999999, "9,999,999,999,999.99元", "CNY\u00a09,999,999,999,999.99"),
    ],
)
def test_amounts_are_shown_in_the_readers_language(fen: int, zh: str, en: str) -> None:
    assert (display_amount(fen, "zh-hans"), display_amount(fen, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("currency", "decimals", "minor", "sent"),
    [
        ("CNY", 2, 123450, 123450),
        ("jpy", 0, 500, 500),
        ("KWD", 3, 12340, 12340),
        ("ISK", 0, 7, 700),
        ("MGA", 2, 300, 3),
    ],
)
def test_the_provider_gets_its_own_count_of_decimals(currency: str, decimals: int, minor: int, sent: int) -> None:
    assert (minor_units(currency), to_provider_amount(minor, currency)) == (decimals, sent)


@pytest.mark.parametrize(("minor", "currency"), [(12345, "KWD"), (301, "MGA")])
def test_an_amount_the_provider_cannot_carry_is_not_rounded(minor: int, currency: str) -> None:
    with pytest.raises(AmountNotSendable):
        to_provider_amount(minor, currency)


def test_half_a_krona_from_the_provider_is_not_rounded() -> None:
    with pytest.raises(AmountNotSendable):
        from_provider_amount(150, "ISK")


def test_an_unlisted_currency_is_not_guessed() -> None:
    for ask in (minor_units, lambda code: to_provider_amount(1, code), lambda code: from_provider_amount(1, code)):
        with pytest.raises(CurrencyUnknown):
            ask("XTS")


@given(st.sampled_from(known_currencies()), st.integers(0, 10**12))
def test_what_was_sent_comes_back(currency: str, minor: int) -> None:
    minor *= 100  # whole units in every currency, so that each one can be carried
    assert from_provider_amount(to_provider_amount(minor, currency), currency) == minor
