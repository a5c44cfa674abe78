"""What must be true of service records and their certificates at any time (check_invariants)."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, F, Q, Sum

from marketplace.common.certificates.numbers import gaps
from marketplace.volunteers.models import Activity, ServiceCertificate, ServiceCertificateSeries, ServiceRecord, SignUp
from marketplace.volunteers.states import TAKES_PART, RecordStatus, ServiceCertificateStatus, SignUpStatus

Row = tuple[str, str, str]


def counts() -> dict[str, int]:
    """How many objects each check looked at."""
    return {
        "service_records": ServiceRecord.objects.count(),
        "service_certificates": ServiceCertificate.objects.count(),
        "activities": Activity.objects.count(),
    }


def violations() -> Iterator[Row]:
    """(invariant, object, detail), no personal data."""
    yield from certificates_equal_their_records()
    yield from gaps(ServiceCertificateSeries)
    yield from activities_are_not_overfull()
    yield from recorded_sign_ups_have_records()
    yield from nobody_is_at_two_places()


def certificates_equal_their_records() -> Iterator[Row]:
    name = "certificates of service in force equal the records they cite"
    total = Sum("records__minutes", filter=Q(records__status=RecordStatus.IN_FORCE))
    lapsed = Count("records", filter=~Q(records__status=RecordStatus.IN_FORCE))
    valid = ServiceCertificate.objects.filter(status=ServiceCertificateStatus.VALID)
    for paper in valid.annotate(total=total, lapsed=lapsed).order_by("pk"):
        if paper.minutes != (paper.total or 0) or paper.lapsed:
            detail = f"{paper.minutes} minutes certified, {paper.total or 0} recorded, {paper.lapsed} not in force"
            yield name, f"certificate:{paper.number}", detail


def activities_are_not_overfull() -> Iterator[Row]:
    taken = Count("sign_ups", filter=Q(sign_ups__status__in=sorted(TAKES_PART)))
    for activity in Activity.objects.annotate(taken=taken).filter(taken__gt=F("capacity")).order_by("pk"):
        detail = f"{activity.taken} of {activity.capacity}"
        yield "no activity has more people than places", f"activity:{activity.reference}", detail


def recorded_sign_ups_have_records() -> Iterator[Row]:
    name = "what is recorded has its record"
    bare = SignUp.objects.filter(status=SignUpStatus.RECORDED, records__isnull=True)
    for row in bare.order_by("pk"):
        yield name, f"sign_up:{row.reference}", "recorded without a record"
    early = ServiceRecord.objects.exclude(sign_up__status=SignUpStatus.RECORDED)
    for record in early.order_by("pk"):
        yield name, f"record:{record.reference}", "a record of what is not recorded"


def nobody_is_at_two_places() -> Iterator[Row]:
    rows = SignUp.objects.filter(records__status=RecordStatus.IN_FORCE).order_by("volunteer", "checked_in_at", "pk")
    before: SignUp | None = None
    for row in rows:
        if before is not None and _overlap(before, row):
            yield "nobody serves at two places at once", f"sign_up:{row.reference}", "overlaps another record"
        before = row


def _overlap(before: SignUp, row: SignUp) -> bool:
    if before.volunteer_id != row.volunteer_id or before.checked_out_at is None or row.checked_in_at is None:
        return False
    return before.checked_out_at > row.checked_in_at
