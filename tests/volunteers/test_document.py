"""The paper says time, content and who recorded it; what it calls itself depends on the national system; it lasts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from marketplace.common.pdf import extract_text, make_development_signer, sign
from marketplace.volunteers.certificates.document import ServiceCertificateData, ServiceLine, render_service_certificate
from tests.servers.verapdf import Judgement, Profile

NUMBER = "NB-VS-2026-001-000001-2"
DAY = date(2026, 6, 1)


def lines(count: int) -> list[ServiceLine]:
    return [
        {"day": DAY + timedelta(days=n), "activity": f"探访第{n}次", "content": "陪伴聊天", "hours": "2.8"}
        for n in range(count)
    ]


def paper(count: int = 2, *, is_proof: bool = True) -> ServiceCertificateData:
    return {
        "number": NUMBER, "issued_on": date(2026, 7, 1), "is_proof": is_proof, "volunteer_name": "样例志愿者",
        "unified_number": "NBV2600000001", "identifier": "**************0012", "organisation": "样例志愿服务队",
        "credit_code": "51330203TTTT0025X9", "handler": "样例经办人", "contact": "0574-20000025", "first_day": DAY,
        "last_day": DAY + timedelta(days=count - 1), "hours": "5.6", "lines": lines(count),
        "verification_page": "https://zhulin.invalid/verify/", "verification_code": "abcdefghijklmnopqrstuv",
        "verification_link": f"https://zhulin.invalid/verify/{NUMBER}/abcdefghijklmnopqrstuv",
    }  # fmt: skip


def said(pdf: bytes) -> str:
    return "".join(extract_text(pdf).split())


def test_it_says_what_the_order_asks_for() -> None:
    text = said(render_service_certificate(paper()))
    for words in ("5.6小时", "探访第0次", "陪伴聊天", "样例志愿服务队", "2026年6月1日—2026年6月2日", "NBV2600000001"):
        assert words in text
    assert f"zhulin.invalid/verify/{NUMBER}" not in text


@pytest.mark.parametrize(("is_proof", "title", "never"), [(True, "记录证明", "平台记录"), (False, "平台记录", "证明")])
def test_it_never_calls_itself_more_than_it_is(is_proof: bool, title: str, never: str) -> None:
    text = said(render_service_certificate(paper(is_proof=is_proof)))
    assert title in text
    assert never not in text


def test_many_records_flow_onto_pages_that_carry_the_number() -> None:
    pdf = render_service_certificate(paper(60))
    pages = len(PdfReader(BytesIO(pdf)).pages)
    assert pages > 1
    text = said(pdf)
    assert f"{NUMBER}·{pages}/{pages}" in text
    assert "探访第59次" in text


@pytest.mark.slow
@pytest.mark.parametrize("profile", ["3a", "ua1"])
@pytest.mark.parametrize("count", [1, 30])
def test_every_sealed_paper_keeps_the_standards(
    profile: Profile, count: int, tmp_path: Path, verapdf: Callable[[Path, Profile], Judgement]
) -> None:
    file = tmp_path / "paper.pdf"
    signer = make_development_signer(tmp_path / "signing")
    file.write_bytes(sign(render_service_certificate(paper(count, is_proof=count > 1)), signer))
    judgement = verapdf(file, profile)
    assert judgement.passed, judgement.words
