"""The slip on paper, in both languages and large type: a code, where to type it, and nothing about the household."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.urls import reverse

from marketplace.casework.models import Slip
from marketplace.casework.slips.codes import grouped
from marketplace.common import clock
from marketplace.common.certificates.wording import chinese_day
from marketplace.common.pdf import qr_code, render

TEMPLATE: Final = Path(__file__).with_name("slip.typ")
ALT: Final = "二维码：打开本单的页面。 QR code that opens the page of this slip."


def paper_of(slip: Slip, code: str) -> bytes:
    """The slip just issued, with the code that nobody can read again later."""
    issued, over = clock.local(slip.created_at).date(), clock.local(slip.expires_at).date()
    return render_slip(code=code, issued_on=issued, last_day=over - timedelta(days=1))


def render_slip(*, code: str, issued_on: date, last_day: date) -> bytes:
    """One page; the link with the code is in the QR code only."""
    printed = {
        "code": grouped(code).split("-"),
        "page": settings.BASE_URL + reverse("slip_code"),
        "issued_on": chinese_day(issued_on),
        "last_day": chinese_day(last_day),
        "last_day_iso": last_day.isoformat(),
    }
    link = settings.BASE_URL + reverse("slip", args=[code])
    return render(TEMPLATE, printed, unseen={"issued": issued_on.isoformat(), "qr": qr_code(link), "qr_alt": ALT})
