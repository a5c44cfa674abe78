"""What may be certified, and what is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from marketplace.common import clock
from marketplace.organisations.models import Organisation
from marketplace.volunteers.models import ServiceCertificate, ServiceRecord, SystemRegistration, Volunteer, Wording
from marketplace.volunteers.states import RecordStatus, ServiceCertificateStatus


def records_to_certify(
    volunteer: Volunteer, organisation: Organisation, first_day: date | None, last_day: date | None
) -> list[ServiceRecord]:
    """Records in force with time given, in the order of the days; None leaves that end open."""
    rows = ServiceRecord.objects.filter(
        sign_up__volunteer=volunteer,
        sign_up__activity__organisation=organisation,
        status=RecordStatus.IN_FORCE,
        minutes__gt=0,
    )
    if first_day is not None:
        rows = rows.filter(served_on__gte=first_day)
    if last_day is not None:
        rows = rows.filter(served_on__lte=last_day)
    return list(rows.select_related("sign_up__activity__organisation").order_by("served_on", "pk"))


def records_replacing(certificate: ServiceCertificate) -> list[ServiceRecord]:
    """What is in force now of the service that the certificate cited."""
    rows = ServiceRecord.objects.filter(
        sign_up__records__certificates=certificate, status=RecordStatus.IN_FORCE, minutes__gt=0
    )
    return list(rows.select_related("sign_up__activity__organisation").order_by("served_on", "pk").distinct())


def certificate_citing(
    volunteer: Volunteer, organisation: Organisation, records: Sequence[ServiceRecord]
) -> ServiceCertificate | None:
    """The certificate in force that cites exactly these records."""
    wanted = {record.pk for record in records}
    valid = ServiceCertificate.objects.filter(
        volunteer=volunteer, organisation=organisation, status=ServiceCertificateStatus.VALID
    ).prefetch_related("records")
    return next((paper for paper in valid if {record.pk for record in paper.records.all()} == wanted), None)


def in_national_system(organisation: Organisation) -> bool:
    """Whether an officer confirmed that its records are in the designated national system."""
    return SystemRegistration.objects.filter(organisation=organisation, since__lte=clock.today()).exists()


def wording_of(organisation: Organisation) -> Wording:
    """What a paper of this organisation may call itself today."""
    return Wording.CERTIFICATE if in_national_system(organisation) else Wording.PLATFORM_RECORD
