"""What a certificate of service says, in Chinese and English. Both languages stand on every copy, whoever reads it.

Until the organisation's records are in the designated national system the paper calls itself a platform record
(平台记录), never a certificate (证明); it is always made in the recording organisation's name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, TypedDict

from marketplace.common.certificates.wording import chinese_day
from marketplace.common.pdf import qr_code, render

TEMPLATE: Final = Path(__file__).with_name("templates") / "service_certificate.typ"


class ServiceLine(TypedDict):
    """One record: the day, what was done at which activity, and the hours as text."""

    day: date
    activity: str
    content: str
    hours: str


class ServiceCertificateData(TypedDict):
    """All that the paper shows; `is_proof` decides what it may call itself."""

    number: str
    issued_on: date
    is_proof: bool
    volunteer_name: str
    unified_number: str
    identifier: str | None  # masked by the caller
    organisation: str
    credit_code: str
    handler: str | None
    contact: str | None
    first_day: date
    last_day: date
    hours: str
    lines: Sequence[ServiceLine]
    verification_page: str
    verification_code: str
    verification_link: str  # in the QR code only


TITLES: Final[Mapping[bool, Mapping[str, str]]] = {
    True: {"chinese": "志愿服务记录证明", "english": "Certificate of volunteer service"},
    False: {"chinese": "志愿服务平台记录", "english": "Platform record of volunteer service"},
}
NOTES: Final[Mapping[bool, Mapping[str, str]]] = {
    True: {
        "chinese": "本证明由记录单位依据其志愿服务记录出具，记录单位对真实性负责。不得用于商业用途。",
        "english": "Made by the recording organisation from its own records, for whose truth it answers. "
        "Not for commercial use.",
    },
    False: {
        "chinese": "记录单位的数据尚未接入国家指定的志愿服务信息系统，本文件仅为平台记录。不得用于商业用途。",
        "english": "The organisation's records are not yet in the designated national system; "
        "this paper is a platform record only. Not for commercial use.",
    },
}


def render_service_certificate(data: ServiceCertificateData) -> bytes:
    """An unsigned PDF of as many pages as the records need; the refusals of `marketplace.common.pdf.render`."""
    is_proof = data["is_proof"]
    printed: dict[str, Any] = {
        "title": TITLES[is_proof],
        "note": NOTES[is_proof],
        "number": data["number"],
        "issued_on": chinese_day(data["issued_on"]),
        "volunteer": {
            "name": data["volunteer_name"],
            "number": data["unified_number"],
            "identifier": data["identifier"],
        },
        "organisation": {
            "name": data["organisation"],
            "credit_code": data["credit_code"],
            "handler": data["handler"],
            "contact": data["contact"],
        },
        "period": f"{chinese_day(data['first_day'])}—{chinese_day(data['last_day'])}",
        "hours": data["hours"],
        "lines": [{**line, "day": chinese_day(line["day"])} for line in data["lines"]],
        "verification": {"page": data["verification_page"], "code": data["verification_code"]},
    }
    alt = "二维码：打开本文件的查验页面。 QR code that opens the verification page of this paper."
    unseen = {"issued": data["issued_on"].isoformat(), "qr": qr_code(data["verification_link"]), "qr_alt": alt}
    return render(TEMPLATE, printed, unseen=unseen)
