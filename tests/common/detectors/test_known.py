"""What the case file knows is found wherever the text says it."""

from __future__ import annotations

import pytest

from marketplace.common.detectors import Finding, Kind, Known, redact, scan

KNOWN = Known(
    names=["示例甲", "Sample Name"],
    places=["海曙区南门街道示例村3组5号"],
    organisations=["宁波市示例纺织", "示例小学", "示例医院", "样例大学附属幼儿园"],
)


def test_known_names_places_and_organisations_get_their_kinds() -> None:
    text = "示例甲住示例村，在宁波市示例纺织做工，孩子读示例小学，去示例医院看病，小的在样例大学附属幼儿园。"
    expected = [Kind.NAME, Kind.ADDRESS, Kind.EMPLOYER, Kind.SCHOOL, Kind.MEDICAL_INSTITUTION, Kind.SCHOOL]
    assert [finding.kind for finding in scan(text, KNOWN)] == expected
    assert redact(text, KNOWN).text.startswith("〔name〕住〔address〕，在〔employer〕做工")


@pytest.mark.parametrize(
    "written", ["示例甲", "示 例 甲", "示例\u200b甲", "sample name", "SAMPLENAME", "ＳａｍｐｌｅName"]
)
def test_a_known_name_is_found_however_it_is_spaced_or_dressed(written: str) -> None:
    assert scan(f"「{written}」来了", KNOWN) == (Finding(Kind.NAME, 1, 1 + len(written)),)


def test_a_known_address_does_not_make_its_district_secret() -> None:
    assert scan("这户人家住在海曙区南门街道", KNOWN) == ()


def test_a_known_given_name_with_a_title_is_found() -> None:
    assert redact("淑芬奶奶喜欢听戏", Known(names=["林淑芬"])).text == "〔name〕喜欢听戏"


def test_without_the_case_file_the_same_words_stay() -> None:
    assert scan("示例甲来了") == ()


def test_one_text_in_place_of_a_list_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(TypeError, match="several strings"):
        Known(names="示例甲")


def test_empty_words_are_no_words() -> None:
    assert scan("需要轮椅", Known(names=["", "  "], places=[""], organisations=["\u3000"])) == ()


def test_what_is_known_never_reaches_into_a_placeholder() -> None:
    assert redact("〔mobile〕 mobile", Known(names=["mobile"])).text == "〔mobile〕 〔name〕"
