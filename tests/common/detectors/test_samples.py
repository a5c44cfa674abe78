"""The samples of the table of direct identifiers, alone and inside sentences, both ways."""

from __future__ import annotations

import pytest

from marketplace.common.detectors import Finding, Kind, scan

VALID = {
    Kind.RESIDENT_ID: [
        "330203190001010013",
        "330225190002150024",
        "33021319000105019X",
        "33021319000105019x",
        "330203000101001",
        "330225000215002",
        "330282000228123",
    ],
    Kind.DISABILITY_CERTIFICATE: ["33020319000101001331", "33022519000215002443", "33021319000105019X22"],
    Kind.MOBILE: ["13800138000", "16600000000", "19900000000", "8613800138000", "+8613800138000"],
    Kind.LANDLINE: ["0574-20000000", "057487000000", "010-80000000"],
    Kind.BANK_CARD: ["6200000000000005", "6200000000000047", "6205500000000000004"],
    Kind.PLATE: ["浙B00000", "浙BD00000", "浙B00000D", "浙B·00000", "浙B0000学"],
    Kind.EMAIL: ["a@example.com", "b.c@example.org", "d+e@example.net"],
    Kind.PASSPORT: ["E00000000", "H00000000", "M00000000", "H0000000000"],
    Kind.ADDRESS: ["测试路1号2幢301室", "示例村3组5号", "样例小区8幢"],
}
INVALID = {
    Kind.RESIDENT_ID: ["330203190001010014", "330203190002300012", "330203001301001", "3302031900010100130"],
    Kind.DISABILITY_CERTIFICATE: ["33020319000101001381", "33020319000101001335"],
    Kind.MOBILE: ["12800138000", "138001380001", "1380013800", "913800138000"],
    Kind.LANDLINE: ["0574-1234", "0574-10000000"],
    Kind.BANK_CARD: ["6200000000000006", "620000000005"],
    Kind.PLATE: ["浙BI0000", "浙B000", "浙B0000000"],
    Kind.EMAIL: ["a@b", "@example.com", "a@.com"],
    Kind.PASSPORT: ["E0000000", "E000000000", "A00000000", "H000000"],
    Kind.ADDRESS: ["海曙区", "宁波市海曙区南门街道"],
}
# The context word, then the account or name.
WITH_CONTEXT = {
    Kind.WECHAT: [
        ("微信", "wxid_test000001"),
        ("微信号：", "test_wx_0001"),
        ("VX:", "Abc-12345"),
        ("加V ", "Abc-12345"),
        ("薇信号", "test_wx_0001"),
        ("wx ", "test_wx_0001"),
    ],
    Kind.QQ: [("QQ", "10000"), ("QQ号：", "123456"), ("qq ", "99999999"), ("扣扣是", "123456")],
    Kind.NAME: [
        ("姓名：", "张三"),
        ("联系人", "李某某"),
        ("姓名 ", "王女士"),
        ("她叫", "张三"),
        ("名叫", "李某某"),
        ("户主", "张三"),
    ],
    Kind.PASSPORT: [("台胞证", "00000000"), ("台胞证号：", "00000000")],
    Kind.LANDLINE: [("电话", "87000000"), ("座机：", "8700 0000")],
}
WITHOUT_CONTEXT = {
    Kind.WECHAT: ["微信1abcdef", "微信abc", "test_wx_0001", "微信同号"],
    Kind.QQ: ["QQ01234", "QQ1234", "123456", "QQ123456789012"],
    Kind.NAME: ["姓名宁波", "联系人宁波", "她叫宁波", "宁波先生", "宁波"],
    Kind.PASSPORT: ["00000000", "台胞证0000000"],
    Kind.LANDLINE: ["87000000"],
}


def pairs(table: dict[Kind, list[str]]) -> list[tuple[Kind, str]]:
    return [(kind, sample) for kind, samples in table.items() for sample in samples]


@pytest.mark.parametrize(("kind", "sample"), pairs(VALID))
@pytest.mark.parametrize(("before", "after"), [("", ""), ("号码：", "，请核对。"), ("（", "）"), ("是", "\n下一行")])
def test_a_sample_is_found_whole_wherever_it_stands(kind: Kind, sample: str, before: str, after: str) -> None:
    assert scan(before + sample + after) == (Finding(kind, len(before), len(before + sample)),)


@pytest.mark.parametrize(("kind", "sample"), pairs(INVALID))
@pytest.mark.parametrize(("before", "after"), [("", ""), ("号码：", "，请核对。")])
def test_what_only_looks_alike_is_not_of_that_kind(kind: Kind, sample: str, before: str, after: str) -> None:
    assert kind not in {finding.kind for finding in scan(before + sample + after)}


@pytest.mark.parametrize(
    ("kind", "context", "sample"), [(kind, *pair) for kind, samples in WITH_CONTEXT.items() for pair in samples]
)
def test_beside_its_context_word_it_is_found(kind: Kind, context: str, sample: str) -> None:
    text = f"请记下{context}{sample}，谢谢"
    start = len("请记下" + context)
    assert scan(text) == (Finding(kind, start, start + len(sample)),)


@pytest.mark.parametrize(("kind", "text"), pairs(WITHOUT_CONTEXT))
def test_without_it_or_in_another_form_it_is_not(kind: Kind, text: str) -> None:
    assert kind not in {finding.kind for finding in scan(text)}


@pytest.mark.parametrize("title", ["先生", "女士"])
def test_a_name_before_a_title_is_found_and_the_title_stays(title: str) -> None:
    assert scan("张三" + title) == (Finding(Kind.NAME, 0, 2),)


@pytest.mark.parametrize(
    "code", ["51330200MJTT000096", "52330203MJTT00113J", "53330200MJTT00228A", "91330206TTTT00014K"]
)
def test_public_codes_of_organisations_stay(code: str) -> None:
    assert scan(f"统一社会信用代码{code}，单位公章") == ()


def test_a_public_code_of_figures_alone_is_no_bank_card() -> None:
    code = "913302060000001829"  # passes Luhn and both checks of a credit code
    assert scan(code) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("出生日期：1958年3月5日", "1958年3月5日"),
        ("1958年3月5日出生", "1958年3月5日"),
        ("生于1958-03-05", "1958-03-05"),
        ("生日19580305", "19580305"),
        ("一九五八年三月五日出生", "一九五八年三月五日"),
        ("生日是３月５日", "３月５日"),
    ],
)
def test_a_date_beside_a_word_for_birth_is_a_date_of_birth(text: str, found: str) -> None:
    start = text.index(found)
    assert scan(text) == (Finding(Kind.DATE_OF_BIRTH, start, start + len(found)),)


@pytest.mark.parametrize(
    "text", ["1958年3月5日", "2026-05-01发放", "出生后3个月", "生日前送到", "出生，2026年5月1日登记"]
)
def test_an_ordinary_date_stays(text: str) -> None:
    assert scan(text) == ()


@pytest.mark.parametrize(
    "text", ["残疾", "重病", "慢性病", "疾病", "大病", "二级残疾", "因病致贫", "男性病人", "其中风险"]
)
def test_coarse_words_of_health_stay(text: str) -> None:
    assert scan(text) == ()


@pytest.mark.parametrize("word", ["白血病", "尿毒症", "肺癌", "HIV", "艾滋病", "精神分裂症", "抑郁症", "脑瘤", "胃癌"])
def test_a_diagnosis_is_found(word: str) -> None:
    assert scan(f"确诊{word}，需要帮助") == (Finding(Kind.DIAGNOSIS, 2, 2 + len(word)),)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (Kind.SCHOOL, "示例小学"),
        (Kind.SCHOOL, "样例中学"),
        (Kind.SCHOOL, "示例幼儿园"),
        (Kind.SCHOOL, "样例学院"),
        (Kind.SCHOOL, "示例大学"),
        (Kind.SCHOOL, "向阳小学"),
        (Kind.SCHOOL, "永和小学"),
        (Kind.EMPLOYER, "示例公司"),
        (Kind.EMPLOYER, "样例五金厂"),
        (Kind.EMPLOYER, "示例集团"),
        (Kind.MEDICAL_INSTITUTION, "示例医院"),
        (Kind.MEDICAL_INSTITUTION, "样例卫生院"),
        (Kind.MEDICAL_INSTITUTION, "示例诊所"),
    ],
)
def test_a_named_organisation_is_found(kind: Kind, name: str) -> None:
    assert scan(f"曾在{name}，后来离开") == (Finding(kind, 2, 2 + len(name)),)


@pytest.mark.parametrize(
    "text",
    [
        "学校",
        "小学",
        "医院",
        "公司",
        "在读小学",
        "一家服装厂",
        "镇卫生院",
        "三甲医院",
        "刚考上大学",
        "物业公司",
        "小学生",
    ],
)
def test_a_sort_of_organisation_names_nobody(text: str) -> None:
    assert scan(text) == ()
