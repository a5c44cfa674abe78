"""A sealed certificate beside a bare typst compile of the same page: no standards, no checks, no seal.

`python -m tests.benchmarks.bench_certificate` prints the figures. The reference of the goals, WeasyPrint, is not among
our packages: the goal of 15 ms for setting the page and 45 kB for the file stand as they are; the ratio only watches
what tags, glyph check, reading back and seal cost on top.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import typst

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings.test")

from donations.certificates.document import DonationCertificateData, render_donation_certificate
from marketplace.common.pdf import Signer, make_development_signer, sign, typesetting
from tests.benchmarks.figures import Figure, at_most, show, side_by_side

COUNT = 20
SECRET = "q7Vd0fN3mWk1xZ9bLr5sTyHcEaU"
Job = tuple[Path, dict[str, str]]


def measure() -> Iterator[Figure]:
    """Time to set a page and to issue it, and the size of the sealed file."""
    papers = [paper(number) for number in range(COUNT)]
    jobs = [job for each in papers for job in jobs_of(each)]
    with tempfile.TemporaryDirectory() as folder:
        signer = make_development_signer(Path(folder) / "signing")
    issue(papers[:1], signer)
    setting = side_by_side(lambda: set_pages(jobs), lambda: set_bare(jobs))
    issuing = side_by_side(lambda: issue(papers, signer), lambda: set_bare(jobs))
    each = f"{COUNT} certificates a round, provisional and valid in turn"
    job = "set a tagged PDF/A certificate, milliseconds"
    yield at_most(job, "– (WeasyPrint not installed)", setting.ours / COUNT * 1000, 15, each)
    job = "issue a certificate: glyphs, tagged PDF/A, read back, sealed"
    yield at_most(job, "bare typst compile of the same page", issuing.ratio, 10, f"{each}, {issuing}")
    sizes = [len(pdf) for pdf in issue(papers, signer)]
    yield at_most("sealed certificate, kB, the largest", "–", max(sizes) / 1000, 45, each)


def paper(number: int) -> DonationCertificateData:
    """A certificate unlike the others in donor, amount and number; every second is provisional."""
    reference = f"NB-TR-2026-001-{number:06d}-0"
    receipt = {"code": "33050126", "number": f"{number:010d}", "check_code": "bngFFX", "issued_on": date(2026, 11, 12)}
    return {
        "number": reference,
        "issued_on": date(2026, 11, 12),
        "provisional_since": date(2026, 11, 4),
        "provisional_until": date(2027, 2, 1),
        "donor_name": f"第{number}位捐赠人",
        "donor_identifier": "330203********001X",
        "recipient": {"name": "宁波示范慈善基金会", "credit_code": "53330200MJ0000000X"},
        "eligibility": {"document": "示范公告〔2026〕1号", "first_year": 2026, "last_year": 2028},
        "gift": {"date": date(2026, 11, 3), "kind": "cash", "purpose": "暖冬行动", "amount_fen": 12_345 * (number + 1)},
        "receipt": receipt if number % 2 else None,  # type: ignore[typeddict-item]
        "rules": "CN-2026",
        "verification_page": "https://zhulin.invalid/verify/",
        "verification_code": SECRET,
        "verification_link": f"https://zhulin.invalid/verify/{reference}/{SECRET}",
    }


def jobs_of(data: DonationCertificateData) -> list[Job]:
    """What reaches the typesetter for one certificate."""
    jobs: list[Job] = []
    real = typesetting._compile

    def note(template: Path, inputs: dict[str, str]) -> bytes:
        jobs.append((template, inputs))
        return real(template, inputs)

    with patch.object(typesetting, "_compile", note):
        render_donation_certificate(data)
    return jobs


def set_pages(jobs: list[Job]) -> None:
    for template, inputs in jobs:
        typesetting._compile(template, inputs)


def set_bare(jobs: list[Job]) -> None:
    options: dict[str, Any] = {
        "root": typesetting.ROOT,
        "font_paths": typesetting._fonts(),
        "ignore_system_fonts": True,
    }
    for template, inputs in jobs:
        typst.compile(template, sys_inputs=inputs, format="pdf", pdf_tags=False, **options)


def issue(papers: list[DonationCertificateData], signer: Signer) -> list[bytes]:
    return [sign(render_donation_certificate(each), signer) for each in papers]


if __name__ == "__main__":
    show(measure())
