"""Promises of every scan, whatever the text: order, offsets, rest, and work in proportion to the text."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.common.detectors import Finding, Kind, Known, is_blocking, redact, scan
from marketplace.common.detectors.kinds import ORDER, placeholder
from marketplace.common.detectors.scanning import longest_first

# fmt: off
PIECES = st.sampled_from([
    "13800138000", "330203190001010013", "一三八零零一三八零零零", "张三", "李某某", "王女士", "小明", "姓名：",
    "叫", "先生", "联系人", "测试路1号", "2幢301室", "示例", "小学", "医院", "有限公司", "在", "读", "肺癌",
    "慢性", "病", "1958年", "3月5日", "出生", "生于", "微信", "QQ", "abc_123", "@", "a", ".com", "浙B00000",
    "E00000000", "〔mobile〕", "〔", "〕", "-", "，", "。", "0574", "20000000", "6200000000000005", "２", "①",
    "万", "一", "高", "奶奶", "老", "阿", "住在", "的", "某", "*", "X", "22", " ", "\n", "\u200b",
])
# fmt: on
TEXTS = st.lists(PIECES, max_size=14).map("".join)
KNOWN = Known(names=["张三", "示例"], places=["示例村3组5号"], organisations=["示例小学"])


@given(TEXTS, st.sampled_from([Known(), KNOWN]))
@settings(max_examples=400, deadline=None)
def test_redacting_the_result_finds_nothing(text: str, known: Known) -> None:
    assert scan(redact(text, known).text, known) == ()
    assert scan(redact(text, known).text) == ()


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_findings_are_ordered_apart_and_inside_the_text(text: str) -> None:
    edges = [place for finding in scan(text) for place in (finding.start, finding.end)]
    assert edges == sorted(edges)
    assert all(0 <= finding.start < finding.end <= len(text) for finding in scan(text))


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_the_redacted_text_is_the_text_with_placeholders_at_the_findings(text: str) -> None:
    redaction = redact(text)
    built, end = "", 0
    for finding in redaction.findings:
        built += text[end : finding.start] + placeholder(finding.kind)
        end = finding.end
    assert redaction.text == built + text[end:]


@given(st.lists(st.sampled_from(["13800138000", "330203190001010013", "，电话", "。", "需要轮椅"]), max_size=8))
@settings(max_examples=100, deadline=None)
def test_full_width_and_han_figures_have_the_same_findings(pieces: list[str]) -> None:
    text = "、".join(pieces)
    for figures in ("０１２３４５６７８９", "零一二三四五六七八九"):
        assert scan(text.translate(str.maketrans("0123456789", figures))) == scan(text)


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_text_can_be_scanned(text: str) -> None:
    assert redact(redact(text).text).findings == ()


HOSTILE = [
    ("一", 0),
    ("1", 0),
    ("高女士", 66_666),
    ("测试路1号，", 33_333),
    ("路1", 0),
    ("a@", 0),
    ("a.", 0),
    ("(", 0),
    ("〔", 0),
    ("姓名：", 0),
    ("王", 0),
    ("测", 0),
    (" ", 0),
    ("微信a", 0),
    ("第一", 0),
    ("肺癌", 100_000),
    ("13800138000,", 16_666),
    ("王小红、", 50_000),
    ("李伟、", 0),
    ("母亲李伟和", 40_000),
]


@pytest.mark.parametrize(("piece", "found"), HOSTILE)
def test_two_hundred_thousand_hostile_characters_are_scanned_at_once(piece: str, found: int) -> None:
    text = (piece * 200_000)[: 200_000 // len(piece) * len(piece)]
    assert len(scan(text)) == found


def test_a_text_built_to_unfold_for_ever_is_closed() -> None:
    text = "张三〔name〕" * 3 + "13800138000高女士李先生王某" * 500
    assert redact(redact(text).text).findings == ()


def test_the_longest_wins_then_the_order_of_the_kinds() -> None:
    longer, shorter = Finding(Kind.DIAGNOSIS, 0, 5), Finding(Kind.RESIDENT_ID, 3, 6)
    assert longest_first([shorter, longer]) == [longer]
    same = [Finding(kind, 2, 4) for kind in reversed(Kind)]
    assert longest_first(same) == [Finding(Kind.RESIDENT_ID, 2, 4)]


def test_an_old_identity_number_that_is_also_a_card_counts_as_identity() -> None:
    assert scan("330203000101001")[0].kind is Kind.RESIDENT_ID
    assert list(ORDER) == list(Kind)


def test_every_kind_blocks_publication() -> None:
    assert all(is_blocking(Finding(kind, 0, 1)) for kind in Kind)


def test_the_kinds_stand_in_the_order_of_the_contract() -> None:
    assert " ".join(Kind) == (
        "resident_id disability_certificate mobile landline bank_card plate wechat qq email passport address name "
        "school employer medical_institution diagnosis date_of_birth"
    )


def test_the_scan_needs_no_django() -> None:
    code = "import sys, marketplace.common.detectors; print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "False\n"
