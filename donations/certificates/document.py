"""What a donation certificate and an acknowledgement say, in Chinese and English, on one page each.

The words of the two papers stand here and in their templates, not in the translation catalogues: both languages are
printed on every copy, whoever reads it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal, NotRequired, TypedDict

from marketplace.common.certificates.wording import chinese_day, english_day
from marketplace.common.money import amount_in_words, display_amount
from marketplace.common.pdf import qr_code, render

TEMPLATES: Final = Path(__file__).with_name("templates")

GiftKind = Literal["cash", "goods", "equity", "real_estate"]


class Words(TypedDict):
    """The same in both languages."""

    chinese: str
    english: str


KINDS: Final[Mapping[GiftKind, Words]] = {
    "cash": {"chinese": "货币资金", "english": "Money"},
    "goods": {"chinese": "实物", "english": "Goods"},
    "equity": {"chinese": "股权", "english": "Equity"},
    "real_estate": {"chinese": "不动产", "english": "Real estate"},
}


class GiftData(TypedDict):
    """One gift that the recipient has received; `amount_fen` is positive."""

    date: date
    kind: GiftKind
    purpose: str
    amount_fen: int
    goods: NotRequired[str | None]  # what and how many
    valuation_basis: NotRequired[str | None]


class RecipientData(TypedDict):
    """The charity; `handler` is the person who took the gift in, where the charity names one."""

    name: str
    credit_code: str
    handler: NotRequired[str | None]


class EligibilityData(TypedDict):
    """The published list that lets gifts to the recipient be deducted, and its first and last year."""

    document: str
    first_year: int
    last_year: int


class ReceiptData(TypedDict):
    """The statutory receipt that the charity issued and recorded here."""

    code: str
    number: str
    check_code: str
    issued_on: date


class EstimateLine(Words):
    """One input that the donor chose to have printed, for instance the order of incomes; never an income."""

    value: str


class DonationCertificateData(TypedDict):
    """All that a certificate shows. Without `receipt` it is provisional and ends on `provisional_until`."""

    number: str
    issued_on: date
    provisional_since: date
    provisional_until: date
    donor_name: str
    donor_identifier: str | None  # masked by the caller unless it is a credit code
    recipient: RecipientData
    eligibility: EligibilityData | None
    gift: GiftData
    receipt: ReceiptData | None
    rules: str
    estimate: NotRequired[Sequence[EstimateLine]]
    verification_page: str  # printed: where to type number and code
    verification_code: str
    verification_link: str  # in the QR code only


class AcknowledgementData(TypedDict):
    """A thank-you for a gift whose receipt was waived; `donor_name` None: the donor stays anonymous."""

    reference: str
    issued_on: date
    donor_name: str | None
    recipient: RecipientData
    gift: GiftData
    follow_page: str | None  # printed: where the gift can be followed
    follow_link: str | None  # in the QR code only


def render_donation_certificate(data: DonationCertificateData) -> bytes:
    """An unsigned one-page PDF; the refusals of `marketplace.common.pdf.render`."""
    printed = {
        "number": data["number"],
        "issued_on": chinese_day(data["issued_on"]),
        "rules": data["rules"],
        "state": _state(data),
        "donor": {"name": data["donor_name"], "identifier": data["donor_identifier"]},
        "recipient": {**_recipient(data["recipient"]), "eligibility": _eligibility(data["eligibility"])},
        "gift": _gift(data["gift"]),
        "receipt": _receipt(data["receipt"]),
        "estimate": list(data.get("estimate", ())),
        "trail": _trail(data),
        "verification": {"page": data["verification_page"], "code": data["verification_code"]},
    }
    alt = "二维码：打开本凭证的查验页面。 QR code that opens the verification page of this certificate."
    unseen = {"issued": data["issued_on"].isoformat(), "qr": qr_code(data["verification_link"]), "qr_alt": alt}
    return render(TEMPLATES / "donation_certificate.typ", printed, unseen=unseen)


def render_acknowledgement(data: AcknowledgementData) -> bytes:
    """An unsigned one-page PDF; the refusals of `marketplace.common.pdf.render`."""
    printed = {
        "number": data["reference"],
        "issued_on": chinese_day(data["issued_on"]),
        "donor": data["donor_name"] or {"chinese": "匿名捐赠人", "english": "An anonymous donor"},
        "recipient": _recipient(data["recipient"]),
        "gift": _gift(data["gift"]),
        "follow": data["follow_page"],
    }
    unseen: dict[str, Any] = {"issued": data["issued_on"].isoformat(), "qr": None}
    if data["follow_link"]:
        unseen["qr"] = qr_code(data["follow_link"])
        unseen["qr_alt"] = "二维码：查看这笔捐赠的去向。 QR code that shows where this gift has gone."
    return render(TEMPLATES / "acknowledgement.typ", printed, unseen=unseen)


def _state(data: DonationCertificateData) -> dict[str, Any]:
    if data["receipt"]:
        return {"chinese": "有效", "english": "Valid", "final": True, "note": None}
    last = data["provisional_until"]
    return {
        "chinese": "临时",
        "english": "Provisional",
        "final": False,
        "note": {
            "chinese": f"受赠单位尚未登记票据，本凭证临时有效至{chinese_day(last)}；"
            "登记后本编号失效，以新编号的凭证为准。",
            "english": f"The recipient has not yet recorded the fiscal receipt. This certificate is provisional until "
            f"{english_day(last)}; a new number replaces it once the receipt is recorded.",
        },
    }


def _recipient(recipient: RecipientData) -> dict[str, str | None]:
    return {"name": recipient["name"], "credit_code": recipient["credit_code"], "handler": recipient.get("handler")}


def _eligibility(eligibility: EligibilityData | None) -> str | Words:
    if eligibility is None:
        return {"chinese": "不具备，不得税前扣除", "english": "None: not deductible"}
    first, last = eligibility["first_year"], eligibility["last_year"]
    years = f"{first}年度" if first == last else f"{first}至{last}年度"
    return f"{eligibility['document']}（{years}）"


def _gift(gift: GiftData) -> dict[str, Any]:
    return {
        "date": chinese_day(gift["date"]),
        "kind": KINDS[gift["kind"]],
        "goods": gift.get("goods"),
        "purpose": gift["purpose"],
        "valuation": gift.get("valuation_basis"),
        "amount": display_amount(gift["amount_fen"], "zh").removesuffix("元"),
        "amount_in_words": "人民币" + amount_in_words(gift["amount_fen"]),
    }


def _receipt(receipt: ReceiptData | None) -> dict[str, Any]:
    if receipt is None:
        return {"pending": {"chinese": "待登记", "english": "To be recorded"}}
    return {
        "code": receipt["code"],
        "number": receipt["number"],
        "check_code": receipt["check_code"],
        "issued_on": chinese_day(receipt["issued_on"]),
    }


def _trail(data: DonationCertificateData) -> list[dict[str, Any]]:
    """The three stages of a certificate; the last is hollow until the receipt is recorded."""
    receipt = data["receipt"]
    last = chinese_day(data["issued_on"]) if receipt else f"至{chinese_day(data['provisional_until'])}"
    return [
        _stage("捐赠收讫", "Gift received", chinese_day(data["gift"]["date"])),
        _stage("出具临时凭证", "Provisional certificate", chinese_day(data["provisional_since"])),
        _stage("登记票据，凭证有效", "Receipt recorded, certificate valid", last, done=receipt is not None),
    ]


def _stage(chinese: str, english: str, when: str, *, done: bool = True) -> dict[str, Any]:
    return {"chinese": chinese, "english": english, "when": when, "done": done}
