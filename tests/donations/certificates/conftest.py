"""One gift on paper, in the variants that the tests look at."""

from __future__ import annotations

from datetime import date

import pytest

from donations.certificates.document import (
    AcknowledgementData,
    DonationCertificateData,
    GiftData,
    ReceiptData,
    RecipientData,
)
from marketplace.common.pdf import Signer, make_development_signer

SECRET = "q7Vd0fN3mWk1xZ9bLr5sTyHcEaU"
NUMBER = "NB-TR-2026-001-000042-7"
GIFT: GiftData = {"date": date(2026, 11, 3), "kind": "cash", "purpose": "暖冬行动", "amount_fen": 20_000}
RECIPIENT: RecipientData = {"name": "宁波示范慈善基金会", "credit_code": "53330200MJ0000000X"}
RECEIPT: ReceiptData = {
    "code": "33050126",
    "number": "0000012345",
    "check_code": "bngFFX",
    "issued_on": date(2026, 11, 12),
}


@pytest.fixture
def certificate() -> DonationCertificateData:
    """A certificate in force, its receipt recorded."""
    return {
        "number": NUMBER,
        "issued_on": date(2026, 11, 12),
        "provisional_since": date(2026, 11, 4),
        "provisional_until": date(2027, 2, 1),
        "donor_name": "某捐赠人",
        "donor_identifier": "330203********001X",
        "recipient": RECIPIENT,
        "eligibility": {"document": "示范公告〔2026〕1号", "first_year": 2026, "last_year": 2028},
        "gift": GIFT,
        "receipt": RECEIPT,
        "rules": "CN-2026",
        "verification_page": "https://zhulin.invalid/verify/",
        "verification_code": SECRET,
        "verification_link": f"https://zhulin.invalid/verify/{NUMBER}/{SECRET}",
    }


@pytest.fixture
def acknowledgement() -> AcknowledgementData:
    return {
        "reference": "7Vd0fN3mWk1xZ9bLr5sTyH",
        "issued_on": date(2026, 11, 4),
        "donor_name": "某捐赠人",
        "recipient": RECIPIENT,
        "gift": GIFT,
        "follow_page": "https://zhulin.invalid/gifts/",
        "follow_link": f"https://zhulin.invalid/gifts/{SECRET}",
    }


@pytest.fixture(scope="session")
def signer(tmp_path_factory: pytest.TempPathFactory) -> Signer:
    return make_development_signer(tmp_path_factory.mktemp("seal") / "signing")
