"""Identifiers: yes, or no with a sentence that does not repeat the number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from marketplace.common import checksums, clock
from marketplace.common.identifiers import (
    NotAnIdentifier,
    bank_card,
    birth_date,
    credit_code,
    is_male,
    mask_identifier,
    normalise_identifier,
    resident_id,
)
from marketplace.common.verdict import Verdict

Check = Callable[[str], Verdict]


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (resident_id, "330203190001010013"),
        (resident_id, "330225190002150024"),
        (resident_id, "33021319000105019X"),
        (resident_id, "33021319000105019x"),
        (resident_id, " ３３０２１３１９０００１０５０１９Ｘ　"),
        (resident_id, "11010519491231002X"),
        (credit_code, "51330200MJTT000096"),
        (credit_code, "52330203MJTT00113J"),
        (credit_code, "53330200MJTT00228A"),
        (credit_code, "91330206TTTT00014K"),
        (credit_code, "91350100M000100Y43"),
        (credit_code, "91350100m000100y43"),
        (bank_card, "6200000000000005"),
        (bank_card, "6200000000000047"),
        (bank_card, "6205500000000000004"),
        (bank_card, "6200 0000 0000 0005"),
    ],
)
def test_good_identifiers_pass(check: Check, text: str) -> None:
    assert check(text).passed


@pytest.mark.parametrize(
    ("check", "text", "code"),
    [
        (resident_id, "330203190001010014", "RESIDENT_ID_CHECK"),
        (resident_id, "330203190002300012", "RESIDENT_ID_FORM"),  # 30 February, though the check digit is right
        (resident_id, "330203000101001", "RESIDENT_ID_OLD"),
        (resident_id, "330203001301001", "RESIDENT_ID_FORM"),
        (resident_id, "33020319000101001", "RESIDENT_ID_FORM"),
        (resident_id, "330203 190001010013", "RESIDENT_ID_FORM"),
        (resident_id, "", "RESIDENT_ID_FORM"),
        (credit_code, "51330200MJTT000097", "CREDIT_CODE_CHECK"),
        (credit_code, "51330200MJTT00009I", "CREDIT_CODE_FORM"),
        (credit_code, "51330200MJTT00009", "CREDIT_CODE_FORM"),
        (bank_card, "6200000000000006", "BANK_CARD_CHECK"),
        (bank_card, "620000000000", "BANK_CARD_FORM"),
        (bank_card, "62000000000000050000", "BANK_CARD_FORM"),
    ],
)
def test_bad_identifiers_are_refused_without_being_repeated(check: Check, text: str, code: str) -> None:
    verdict = check(text)
    assert (verdict.passed, verdict.code) == (False, code)
    assert len(str(verdict.reason)) > 8
    assert not text or text not in str(verdict.reason)


def test_nobody_is_born_tomorrow() -> None:
    body = "33020320260602001"
    number = body + checksums.gb11643_digit(body)
    with clock.freeze(datetime(2026, 6, 1, 15, 59, tzinfo=UTC)):  # one minute before midnight in the city
        assert resident_id(number).code == "RESIDENT_ID_FUTURE"
    with clock.freeze(datetime(2026, 6, 1, 16, 0, tzinfo=UTC)):
        assert resident_id(number).passed


def test_a_resident_number_tells_birth_and_sex() -> None:
    assert birth_date("11010519491231002X") == date(1949, 12, 31)
    assert is_male("330203190001010013")
    assert not is_male("330225190002150024")
    assert is_male("33021319000105019x")


@pytest.mark.parametrize("ask", [birth_date, is_male])
def test_nothing_is_told_from_a_number_that_fails_its_check(ask: Callable[[str], object]) -> None:
    with pytest.raises(NotAnIdentifier) as refusal:
        ask("330203190001010014")
    assert refusal.value.code == "RESIDENT_ID_CHECK"


@pytest.mark.parametrize(
    ("text", "masked"),
    [("330203190001010013", "**************0013"), ("12345678", "****5678"), ("1234567", "*******"), ("", "")],
)
def test_a_masked_number_shows_four_characters_at_most(text: str, masked: str) -> None:
    assert mask_identifier(text) == masked


def test_one_number_has_one_stored_form() -> None:
    assert normalise_identifier("　３３０２１３１９０００１０５０１９ｘ ") == "33021319000105019X"


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (resident_id, "330203000101001"), (resident_id, "1"), (resident_id, "330203190001010014"),
        (credit_code, "1"), (credit_code, "51330200MJTT000097"), (bank_card, "1"), (bank_card, "6200000000000006"),
    ],
)  # fmt: skip
def test_a_refusal_speaks_both_languages(check: Check, text: str) -> None:
    with override("zh-hans"):
        chinese = str(check(text).reason)
    with override("en"):
        english = str(check(text).reason)
    assert chinese.endswith("。")
    assert english.endswith(".")
