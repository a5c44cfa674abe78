"""What each cell may say, and the reason when it may not; a reason never repeats the value of an identifier."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from marketplace.casework.importing import cells
from marketplace.casework.importing.cells import CellProblem
from tests.casework.factories import resident_id

HEAD = resident_id(date(1956, 3, 3), 1)
WIFE = resident_id(date(1960, 2, 29), 2)
MAN = f"户主:样本甲:{HEAD}:健康"


def code(read: object, text: str) -> str:
    """The code with which the reader refuses the text."""
    with pytest.raises(CellProblem) as caught:
        read(text)  # type: ignore[operator]
    with translation.override("zh-hans"):
        assert text not in caught.value.said() or len(text) < 3
    return caught.value.code


@pytest.mark.parametrize("text", ["330203190001010013", " 33021319000105019x ", "３３０２０３１９０００１０１００１３"])
def test_a_valid_resident_number_is_kept_in_its_normal_form(text: str) -> None:
    assert cells.person_id(text) in {"330203190001010013", "33021319000105019X"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("330203190001010014", "RESIDENT_ID_CHECK"),
        ("330203190002300012", "RESIDENT_ID_FORM"),
        ("330203000101001", "RESIDENT_ID_OLD"),
        ("3.30203E+17", "RESIDENT_ID_FORM"),
        ("", "RESIDENT_ID_FORM"),
    ],
)
def test_a_wrong_resident_number_is_refused(text: str, expected: str) -> None:
    assert code(cells.person_id, text) == expected


def test_a_township_of_the_city_or_one_of_its_zones_is_accepted() -> None:
    assert [cells.township(text) for text in ("330203001", " 330206401 ", "３３０２０３００１")] == [
        "330203001",
        "330206401",
        "330203001",
    ]


@pytest.mark.parametrize("text", ["330299001", "330203", "330100001", "南门街道", "330203999", "3302030010"])
def test_an_unknown_township_is_refused(text: str) -> None:
    assert code(cells.township, text) == "UNKNOWN_TOWNSHIP"


@pytest.mark.parametrize(
    ("text", "new"), [("330204001", "鄞州区"), ("330283100", "奉化区"), ("330227102", "鄞州区"), ("330204", "鄞州区")]
)
def test_a_retired_district_names_the_new_one(text: str, new: str) -> None:
    with pytest.raises(CellProblem) as caught:
        cells.township(text)
    assert caught.value.code == "RETIRED_DISTRICT"
    with translation.override("zh-hans"):
        assert new in caught.value.said()


def test_registers_are_joined_by_plus_in_either_width_and_in_any_order() -> None:
    assert cells.registers("低保+其他") == cells.registers("其他＋低保") == ("dibao", "other")
    assert cells.registers("dibao") == ("dibao",)
    assert code(cells.registers, "低保+") == "UNKNOWN_VALUE"
    assert code(cells.registers, "五保") == "UNKNOWN_VALUE"


@pytest.mark.parametrize(("text", "fen"), [("0", 0), ("12.5", 1250), (" 300.00 ", 30000)])
def test_amounts_are_yuan_with_two_decimals_at_most(text: str, fen: int) -> None:
    assert cells.amount(text) == fen


@pytest.mark.parametrize("text", ["1.005", "1,000.00", "-1", "１元", "1e3", "99999999999999"])
def test_other_amounts_are_refused(text: str) -> None:
    code(cells.amount, text)


def test_a_score_is_a_whole_number_from_0_to_100() -> None:
    assert [cells.score(text) for text in ("0", "100", "050")] == [0, 100, 50]
    for text in ("101", "-1", "50.5", "五十", "1000"):
        assert code(cells.score, text) == "NOT_A_SCORE"


def test_dates_are_iso_and_of_this_age() -> None:
    assert cells.day("2026-12-20") == date(2026, 12, 20)
    for text in ("2026-02-30", "20.12.2026", "1899-12-31", "2101-01-01", "明天", "46376"):
        assert code(cells.day, text) == "NOT_A_DATE"


def test_yes_and_no_are_words() -> None:
    assert [cells.yes_no(text) for text in ("是", " 否 ", "Yes", "no")] == [True, False, True, False]
    for text in ("", "1", "同意", "true"):
        assert code(cells.yes_no, text) == "NOT_YES_OR_NO"


@pytest.mark.parametrize(
    "text",
    [
        f"{MAN};妻子:样本乙:{WIFE}:慢性病;孙子:样本丙:20180215:健康",
        f"{MAN}；妻子：样本乙：{WIFE}：慢性病；孙子：样本丙：２０１８０２１５：健康；",
        f"妻子:样本乙:{WIFE}:chronic ; 户主 : 样本甲 : {HEAD.lower()} : 健康 ;孙子:样本丙:20180215:健康",
    ],
)
def test_members_read_in_either_width_with_the_head_first(text: str) -> None:
    head, *others = cells.members(text)
    assert (head.relation, head.name, head.id_number, head.birth) == ("户主", "样本甲", HEAD, date(1956, 3, 3))
    assert [(person.name, person.id_number, person.birth, person.health) for person in others] == [
        ("样本乙", WIFE, date(1960, 2, 29), "chronic"),
        ("样本丙", "", date(2018, 2, 15), "healthy"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "MISSING"),
        (f"样本甲:{HEAD}:健康", "MEMBER_FORM"),
        (f"户主:样本甲:{HEAD}:健康:多", "MEMBER_FORM"),
        (f"户主::{HEAD}:健康", "MEMBER_FORM"),
        (f"妻子:样本乙:{WIFE}:健康", "ONE_HEAD"),
        (f"{MAN};{MAN.replace(HEAD, WIFE)}", "ONE_HEAD"),
        (f"{MAN};妻子:样本乙:{HEAD}:健康", "DOUBLE_MEMBER"),
        (f"{MAN};妻子:样本乙:{WIFE[:-1]}1:健康", "RESIDENT_ID_CHECK"),
        (f"{MAN};妻子:样本乙:20261340:健康", "NOT_A_DATE"),
        (f"{MAN};孙子:样本丙:20991231:健康", "BIRTH_IN_FUTURE"),
        (f"{MAN};孙子:样本丙:18991231:健康", "RESIDENT_ID_FORM"),
        (f"{MAN};妻子:样本乙:{WIFE}:感冒", "UNKNOWN_VALUE"),
        (f"{MAN};{'远' * 21}:样本乙:{WIFE}:健康", "TOO_LONG"),
    ],
)
def test_members_that_cannot_be_are_refused(text: str, expected: str) -> None:
    assert code(cells.members, text) == expected


def test_a_reason_says_which_member_and_never_the_number() -> None:
    with pytest.raises(CellProblem) as caught:
        cells.members(f"{MAN};妻子:样本乙:{WIFE[:-1]}1:健康")
    for language in ("zh-hans", "en"):
        with translation.override(language):
            said = caught.value.said()
            assert "2" in said
            assert WIFE[:-1] not in said
            assert "样本乙" not in said


def test_what_a_column_cannot_hold_is_refused() -> None:
    read = cells.short(3, needed=True)
    assert read(" abc ") == "abc"
    assert code(read, "abcd") == "TOO_LONG"
    assert code(read, "  ") == "MISSING"
