"""What must be true of agreements between charities at any time (check_invariants); no personal data."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F

from donations.cooperation.states import CooperationStatus
from donations.models import Cooperation, Payment

Row = tuple[str, str, str]


def counts() -> dict[str, int]:
    """How many objects each check looked at."""
    return {"cooperations": Cooperation.objects.count()}


def violations() -> Iterator[Row]:
    """Every violation."""
    in_force = Cooperation.objects.filter(status=CooperationStatus.IN_FORCE)
    for row in in_force.exclude(programme__charity=F("charity")):
        yield "a programme raised together is the qualified charity's", f"cooperation:{row.reference}", row.status
    elsewhere = Payment.objects.exclude(account__organisation=F("gift__programme__charity"))
    for payment in elsewhere.select_related("gift"):
        yield "money goes to the charity of its programme", f"payment:{payment.reference}", payment.gateway
