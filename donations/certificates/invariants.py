"""What must be true of certificates at any time (check_invariants)."""

from __future__ import annotations

from collections.abc import Iterator

from donations.models import Certificate, CertificateSeries
from donations.states import CONFIRMED, IN_FORCE
from marketplace.common.certificates.numbers import gaps

Row = tuple[str, str, str]


def counts() -> dict[str, int]:
    """How many certificates were looked at."""
    return {"certificates": Certificate.objects.count()}


def violations() -> Iterator[Row]:
    """(invariant, object, detail)."""
    yield from _amounts()
    yield from gaps(CertificateSeries)


def _amounts() -> Iterator[Row]:
    name = "certificates in force equal the unreversed gifts they cite"
    for certificate in Certificate.objects.filter(status__in=IN_FORCE).select_related("gift").iterator():
        gift = certificate.gift
        if certificate.fen != gift.fen - gift.refunded_fen or gift.status not in CONFIRMED:
            detail = f"{certificate.fen} fen certified, {gift.fen - gift.refunded_fen} left, gift {gift.status}"
            yield name, f"certificate:{certificate.number}", detail
