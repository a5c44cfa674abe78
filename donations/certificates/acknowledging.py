"""The acknowledgement of a confirmed gift, set when asked for; it certifies nothing and is not signed."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from donations.certificates.document import render_acknowledgement
from donations.certificates.issuing import given_on, left
from donations.models import Gift
from marketplace.common import clock


def acknowledgement_pdf(gift: Gift) -> bytes:
    """One page; a donor who waived the receipt stays anonymous on it."""
    charity = gift.programme.charity
    return render_acknowledgement(
        {
            "reference": gift.reference,
            "issued_on": clock.today(),
            "donor_name": gift.donor.receipt_name or None,
            "recipient": {"name": charity.name, "credit_code": charity.credit_code},
            "gift": {
                "date": given_on(gift),
                "kind": "cash",
                "purpose": gift.programme.name,
                "amount_fen": left(gift),
            },
            "follow_page": settings.BASE_URL,
            "follow_link": settings.BASE_URL + reverse("gift", args=[gift.secret]),
        }
    )
