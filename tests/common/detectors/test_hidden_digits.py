"""Numbers in groups, in other figures, over line breaks: what hides one, and what is none."""

from __future__ import annotations

import pytest

from marketplace.common import checksums
from marketplace.common.detectors import Finding, Kind, redact, scan

HAN = str.maketrans("0123456789", "零一二三四五六七八九")
CAPITAL = str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖")
FULL_WIDTH = str.maketrans("0123456789X-", "０１２３４５６７８９Ｘ－")
RINGED = str.maketrans("0123456789", "⓪①②③④⑤⑥⑦⑧⑨")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
SAMPLES = [
    (Kind.RESIDENT_ID, "330203190001010013"),
    (Kind.RESIDENT_ID, "330203000101001"),
    (Kind.DISABILITY_CERTIFICATE, "33020319000101001331"),
    (Kind.MOBILE, "13800138000"),
    (Kind.LANDLINE, "057420000000"),
    (Kind.BANK_CARD, "6205500000000000004"),
]


@pytest.mark.parametrize(("kind", "number"), SAMPLES)
@pytest.mark.parametrize("table", [HAN, CAPITAL, FULL_WIDTH, RINGED, ARABIC])
def test_other_figures_hide_nothing(kind: Kind, number: str, table: dict[int, int]) -> None:
    hidden = number.translate(table)
    assert scan(f"号码是{hidden}。") == (Finding(kind, 3, 3 + len(hidden)),)


@pytest.mark.parametrize(("kind", "number"), SAMPLES)
@pytest.mark.parametrize("gap", [" ", "-", "\n", "\r\n", "－", "\u3000", "—"])
@pytest.mark.parametrize("size", [3, 4, 6])
def test_groups_hide_nothing(kind: Kind, number: str, gap: str, size: int) -> None:
    grouped = gap.join(number[place : place + size] for place in range(0, len(number), size))
    assert scan(f"号码：{grouped}。") == (Finding(kind, 3, 3 + len(grouped)),)


@pytest.mark.parametrize(
    "written", ["138 0013 8000", "138-0013-8000", "138\n00138000", "1380013 8000", "138.0013.8000"]
)
def test_a_mobile_number_in_groups_is_one_finding(written: str) -> None:
    assert scan(written) == (Finding(Kind.MOBILE, 0, len(written)),)


@pytest.mark.parametrize("mixed", ["1３八零0１3八0００", "一3800138零零零", "壹3八〇〇一38000"])
def test_mixed_figures_are_one_number(mixed: str) -> None:
    assert scan(mixed) == (Finding(Kind.MOBILE, 0, 11),)


@pytest.mark.parametrize(
    "text",
    [
        "13800138000一直打不通",
        "①13800138000",
        "一三八零零一三八零零零一直打不通",
        "万一一三八零零一三八零零零",
        "13800138000²",
        "第1条 13800138000",
        "13800138000 5000元",
        "13800138000\n2026年3月",
        "2026-03-01 13800138000",
        "13800138000 13900000000",
    ],
)
def test_a_number_beside_other_figures_is_not_hidden(text: str) -> None:
    assert Kind.MOBILE in {finding.kind for finding in scan(text)}
    assert Kind.BANK_CARD not in {finding.kind for finding in scan(text)}


def test_a_join_that_matches_nothing_hides_no_part() -> None:
    text = "12 13800138000 34 330203190001010013 5"
    assert scan(text) == (Finding(Kind.MOBILE, 3, 14), Finding(Kind.RESIDENT_ID, 18, 36))


def test_a_longer_run_of_figures_is_another_number() -> None:
    assert scan("138001380001") == ()
    assert scan("0138001380001234567890") == ()


def test_characters_that_print_nothing_hide_nothing_and_go_with_the_number() -> None:
    text = "电话1\u200b38\u2060001\ufeff38000完"
    assert redact(text).text == "电话〔mobile〕完"
    assert scan("1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣")[0].kind is Kind.MOBILE


@pytest.mark.parametrize("text", ["l38OOl38OOO", "138OO138OOO", "33O2O319OOO1O1OO13"])
def test_letters_for_figures_hide_nothing(text: str) -> None:
    assert [(start, end) for _, start, end in scan(text)] == [(0, len(text))]


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-01 2026-06-01",
        "2026-05-01至2026-06-01",
        "预算3000元，自筹1500元",
        "NB-TR-2026-001-000123-4",
        "1 2 3 4 5 6 7 8 9 10",
        "每月1200元，6个月共7200元",
        "面积60平方米，3楼，20年房龄",
        "二〇二六年五月一日前送到",
        "一两三四天，五六个人",
    ],
)
def test_dates_amounts_and_quantities_are_no_numbers_of_a_person(text: str) -> None:
    assert scan(text) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("（0574）20000000", "（0574）20000000"),
        ("(010) 8000 0000转2", "(010) 8000 0000"),
        ("QQ 123 456 789", "123 456 789"),
        ("QQ：123456，2026年", "123456"),
        ("微信\nabc_12345", "abc_12345"),
        ("ａ＠ｅｘａｍｐｌｅ．ｃｏｍ", "ａ＠ｅｘａｍｐｌｅ．ｃｏｍ"),
        ("a(at)example.com", "a(at)example.com"),
        ("浙Ｂ０００００", "浙Ｂ０００００"),
        ("浙b00000", "浙b00000"),
        ("Ｅ００００００００", "Ｅ００００００００"),
        ("E0000 0000", "E0000 0000"),
        ("测试路１号２幢３０１室", "测试路１号２幢３０１室"),
        ("测试路一号二幢三〇一室", "测试路一号二幢三〇一室"),
    ],
)
def test_other_ways_to_write_it_are_found_whole(text: str, found: str) -> None:
    start = text.index(found)
    assert [(each.start, each.end) for each in scan(text)] == [(start, start + len(found))]


def test_the_card_that_swallows_a_telephone_number_is_not_built() -> None:
    tail = next(str(n) for n in range(100, 1000) if checksums.luhn_ok("13800138000" + str(n)))
    assert scan("13800138000 " + tail) == (Finding(Kind.MOBILE, 0, 11),)
