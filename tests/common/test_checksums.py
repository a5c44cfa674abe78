"""Check digits: the samples of the standards, and that one wrong character is always noticed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.common import checksums


@pytest.mark.parametrize(
    "text", ["330203190001010013", "330225190002150024", "33021319000105019X", "11010519491231002X"]
)
def test_resident_numbers_of_the_standard_pass(text: str) -> None:
    assert checksums.gb11643_ok(text)


@pytest.mark.parametrize(
    "text",
    [
        "330203190001010014",  # check digit
        "330203190002300012",  # 30 February, though the check digit is right
        "33021319000105019x",  # callers upper-case first
        "３３０２０３１９０００１０１００１３",  # callers normalise first
        "330203190001010013\n",
        "",
    ],
)
def test_other_resident_numbers_do_not(text: str) -> None:
    assert not checksums.gb11643_ok(text)


@pytest.mark.parametrize("text", ["330203000101001", "330225000215002", "330282000228123"])
def test_old_resident_numbers_need_a_real_date(text: str) -> None:
    assert checksums.gb11643_old_ok(text)
    assert not checksums.gb11643_old_ok(text[:8] + "13" + text[10:])


@pytest.mark.parametrize("text", ["6200000000000005", "6200000000000047", "6205500000000000004"])
def test_card_numbers_of_the_payment_networks_pass(text: str) -> None:
    assert checksums.luhn_ok(text)
    assert checksums.luhn_digit(text[:-1]) == text[-1]


def test_a_card_number_with_a_wrong_digit_does_not_pass() -> None:
    assert not checksums.luhn_ok("6200000000000006")
    assert not checksums.luhn_ok("")


@pytest.mark.parametrize(
    "text",
    ["51330200MJTT000096", "52330203MJTT00113J", "53330200MJTT00228A", "91330206TTTT00014K", "91350100M000100Y43"],
)
def test_credit_codes_pass_both_checks(text: str) -> None:
    assert checksums.gb32100_ok(text)
    assert checksums.gb11714_digit(text[8:16]) == text[16]


@pytest.mark.parametrize(
    "text", ["51330200MJTT000097", "51330200MJTT00009I", "5133020OMJTT000096", "51330200MJTT00009"]
)
def test_other_credit_codes_do_not(text: str) -> None:
    assert not checksums.gb32100_ok(text)


def test_a_credit_code_whose_inner_organisation_code_is_wrong_does_not_pass() -> None:
    body = "51330200MJTT00019"
    assert not checksums.gb32100_ok(body + checksums.gb32100_digit(body))


def test_an_organisation_code_is_never_guessed_from_another_form() -> None:
    with pytest.raises(ValueError, match="eight characters"):
        checksums.gb11714_digit("MJTT0000９")


@given(st.text(alphabet="0123456789", min_size=1, max_size=18), st.integers(0, 17), st.integers(1, 9))
def test_luhn_notices_every_single_wrong_digit(body: str, place: int, change: int) -> None:
    whole = body + checksums.luhn_digit(body)
    assert checksums.luhn_ok(whole)
    place %= len(whole)
    wrong = whole[:place] + str((int(whole[place]) + change) % 10) + whole[place + 1 :]
    assert not checksums.luhn_ok(wrong)


@given(st.text(alphabet="0123456789", min_size=17, max_size=17), st.integers(0, 16), st.integers(1, 9))
def test_the_resident_check_digit_notices_every_single_wrong_digit(body: str, place: int, change: int) -> None:
    wrong = body[:place] + str((int(body[place]) + change) % 10) + body[place + 1 :]
    assert checksums.gb11643_digit(wrong) != checksums.gb11643_digit(body)
