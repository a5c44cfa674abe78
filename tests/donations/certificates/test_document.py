"""A certificate says what the rules ask for, in both languages, on one page; an acknowledgement claims no relief."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from donations.certificates.document import (
    KINDS,
    AcknowledgementData,
    DonationCertificateData,
    GiftKind,
    chinese_day,
    english_day,
    render_acknowledgement,
    render_donation_certificate,
)
from marketplace.common.pdf import GlyphMissing, Signer, extract_text, inspect, sign
from tests.donations.certificates.conftest import GIFT, NUMBER, SECRET
from tests.servers.verapdf import Judgement, Profile

LARGEST = 45_000


def said(pdf: bytes) -> str:
    """The text without white space."""
    return "".join(extract_text(pdf).split())


def pages(pdf: bytes) -> int:
    return len(PdfReader(BytesIO(pdf)).pages)


def test_a_valid_certificate_says_who_gave_what_to_whom_and_cites_the_receipt(
    certificate: DonationCertificateData,
) -> None:
    text = said(render_donation_certificate(certificate))
    for words in (
        f"编号No.{NUMBER}",
        "有效Valid",
        "捐赠金额Amountofthegift200.00元CNY人民币贰佰元整",
        "名称Name某捐赠人证件号码Identifier330203********001X",
        "名称Name宁波示范慈善基金会统一社会信用代码Unifiedcreditcode53330200MJ0000000X",
        "示范公告〔2026〕1号（2026至2028年度）",
        "捐赠日期Dateofthegift2026年11月3日捐赠形式Kind货币资金Money用途Purpose暖冬行动",
        "票据代码Code33050126票据号码Number0000012345校验码CheckcodebngFFX开票日期Date2026年11月12日",
        "规则RulesCN-2026",
        "不是公益事业捐赠统一票据",
        "https://zhulin.invalid/verify/",
        f"查验码Code{SECRET}",
    ):
        assert words in text
    assert "临时有效" not in text


def test_without_a_receipt_it_is_provisional_and_says_until_when(certificate: DonationCertificateData) -> None:
    text = said(render_donation_certificate({**certificate, "receipt": None}))
    assert "临时Provisional" in text
    assert "受赠单位尚未登记票据，本凭证临时有效至2027年2月1日；登记后本编号失效，以新编号的凭证为准。" in text
    assert "provisionaluntil1February2027" in text
    assert "待登记Toberecorded" in text
    assert "票据代码" not in text


def test_a_recipient_that_is_not_listed_is_named_so(certificate: DonationCertificateData) -> None:
    assert "不具备，不得税前扣除None:notdeductible" in said(
        render_donation_certificate({**certificate, "eligibility": None})
    )


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_gift_is_named_in_both_languages(kind: GiftKind, certificate: DonationCertificateData) -> None:
    gift = {**GIFT, "kind": kind, "goods": "棉被20床", "valuation_basis": "发票价格"}
    text = said(render_donation_certificate({**certificate, "gift": gift}))
    assert f"捐赠形式Kind{KINDS[kind]['chinese']}{KINDS[kind]['english'].replace(' ', '')}" in text
    assert "品名与数量Goodsandquantity棉被20床" in text
    assert "计价依据Valuationbasis发票价格" in text


def test_what_the_donor_chose_for_filing_is_printed(certificate: DonationCertificateData) -> None:
    line = {"chinese": "扣除顺序", "english": "Order", "value": "综合所得、经营所得"}
    text = said(render_donation_certificate({**certificate, "estimate": [line]}))
    assert "办税备忘Notesforfiling扣除顺序Order综合所得、经营所得" in text


@pytest.mark.parametrize("fen", [1, 50, 1_000_001, 123_456_789_012])
def test_an_amount_of_any_size_keeps_the_certificate_on_one_page(
    fen: int, certificate: DonationCertificateData
) -> None:
    pdf = render_donation_certificate({**certificate, "receipt": None, "gift": {**GIFT, "amount_fen": fen}})
    assert f"{fen // 100:,}.{fen % 100:02d}元CNY人民币" in said(pdf)
    assert pages(pdf) == 1


def test_names_too_long_for_one_page_flow_onto_a_second_that_carries_the_number(
    certificate: DonationCertificateData,
) -> None:
    pdf = render_donation_certificate({**certificate, "donor_name": "宁波市示范区困难群众综合帮扶协作发展中心" * 18})
    assert pages(pdf) == 2
    assert f"{NUMBER}·2/2" in said(pdf)


def test_a_name_that_cannot_be_drawn_refuses_the_certificate(certificate: DonationCertificateData) -> None:
    with pytest.raises(GlyphMissing) as refusal:
        render_donation_certificate({**certificate, "donor_name": "王𠀀"})
    assert refusal.value.characters == ("𠀀",)


def test_the_link_with_the_secret_stands_in_the_code_only(certificate: DonationCertificateData) -> None:
    pdf = render_donation_certificate(certificate)
    assert certificate["verification_link"] not in said(pdf)
    assert certificate["verification_link"].encode() not in pdf


def test_the_drawing_is_described_and_headings_are_in_order(certificate: DonationCertificateData) -> None:
    reader = PdfReader(BytesIO(render_donation_certificate(certificate)))
    outline = reader.outline
    assert [entry.title for entry in (outline[0], *outline[1])] == [
        "公益捐赠凭证",
        "捐赠人",
        "受赠单位",
        "捐赠",
        "票据",
    ]
    alts = [
        found["/Alt"]
        for number in range(1, reader.trailer["/Size"])
        if isinstance(found := reader.get_object(number), dict) and "/Alt" in found
    ]
    assert alts == ["二维码：打开本凭证的查验页面。 QR code that opens the verification page of this certificate."]


def test_an_acknowledgement_thanks_and_claims_no_deduction(acknowledgement: AcknowledgementData) -> None:
    pdf = render_acknowledgement(acknowledgement)
    text = said(pdf)
    for words in (
        "捐赠致谢函",
        "名称Name某捐赠人",
        "200.00元CNY人民币贰佰元整",
        "不能用于税前扣除",
        "出具日期Issued2026年11月4日",
    ):
        assert words in text
    assert "凭证" not in text
    assert pages(pdf) == 1


def test_an_anonymous_donor_stays_anonymous(acknowledgement: AcknowledgementData) -> None:
    text = said(
        render_acknowledgement({**acknowledgement, "donor_name": None, "follow_page": None, "follow_link": None})
    )
    assert "匿名捐赠人Ananonymousdonor" in text
    assert "捐赠去向" not in text


def test_a_sealed_certificate_is_recognised_and_small(certificate: DonationCertificateData, signer: Signer) -> None:
    for receipt in (certificate["receipt"], None):
        pdf = sign(render_donation_certificate({**certificate, "receipt": receipt}), signer)
        assert inspect(pdf, [signer.certificate]).numbers_found == {NUMBER}
        assert len(pdf) <= LARGEST


def test_days_are_written_as_people_say_them() -> None:
    assert chinese_day(date(2026, 11, 3)) == "2026年11月3日"
    assert english_day(date(2026, 11, 3)) == "3\u00a0November\u00a02026"


@pytest.mark.slow
@pytest.mark.parametrize("profile", ["3a", "ua1"])
@pytest.mark.parametrize("paper", ["valid", "provisional", "acknowledgement"])
def test_every_sealed_paper_keeps_the_standards(
    profile: Profile,
    paper: str,
    certificate: DonationCertificateData,
    acknowledgement: AcknowledgementData,
    signer: Signer,
    tmp_path: Path,
    verapdf: Callable[[Path, Profile], Judgement],
) -> None:
    papers = {
        "valid": lambda: render_donation_certificate(certificate),
        "provisional": lambda: render_donation_certificate({**certificate, "receipt": None}),
        "acknowledgement": lambda: render_acknowledgement(acknowledgement),
    }
    file = tmp_path / "paper.pdf"
    file.write_bytes(sign(papers[paper](), signer))
    judgement = verapdf(file, profile)
    assert judgement.passed, judgement.words
