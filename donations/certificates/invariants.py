"""What must be true of certificates at any time (check_invariants)."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Max

from donations.models import Certificate, CertificateSeries
from donations.states import CONFIRMED, IN_FORCE

Row = tuple[str, str, str]


def counts() -> dict[str, int]:
    """How many certificates were looked at."""
    return {"certificates": Certificate.objects.count()}


def violations() -> Iterator[Row]:
    """(invariant, object, detail)."""
    yield from _amounts()
    yield from _gaps()


def _amounts() -> Iterator[Row]:
    name = "certificates in force equal the unreversed gifts they cite"
    for certificate in Certificate.objects.filter(status__in=IN_FORCE).select_related("gift").iterator():
        gift = certificate.gift
        if certificate.fen != gift.fen - gift.refunded_fen or gift.status not in CONFIRMED:
            detail = f"{certificate.fen} fen certified, {gift.fen - gift.refunded_fen} left, gift {gift.status}"
            yield name, f"certificate:{certificate.number}", detail


def _gaps() -> Iterator[Row]:
    series = CertificateSeries.objects.annotate(issued=Count("certificates"), highest=Max("certificates__counter"))
    for row in series:
        if not row.last == row.issued == (row.highest or 0):
            detail = f"counter {row.last}, {row.issued} issued, highest {row.highest}"
            yield "certificate numbers have no gap", f"series:{row.year}-{row.series:03d}", detail
