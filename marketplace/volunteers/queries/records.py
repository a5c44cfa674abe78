"""Records, corrections and papers, each through the eyes of those whom they concern."""

from __future__ import annotations

from django.db import models

from marketplace.accounts.models import Role, User
from marketplace.accounts.queries import CITY, Reader, places_of
from marketplace.organisations.models import Organisation
from marketplace.organisations.queries import organisations_of
from marketplace.volunteers.models import CertificateRequest, CorrectionRequest, ServiceCertificate, ServiceRecord
from marketplace.volunteers.models import Volunteer as Person
from marketplace.volunteers.states import CorrectionStatus, RecordStatus, RequestStatus

WITH_ACTIVITY = ("sign_up__activity__organisation", "sign_up__volunteer")


def my_records(reader: Reader) -> models.QuerySet[ServiceRecord]:
    """Every version of the reader's own records."""
    if not isinstance(reader, User):
        return ServiceRecord.objects.none()
    return ServiceRecord.objects.filter(sign_up__volunteer__user=reader).select_related(*WITH_ACTIVITY)


def records_of_host(reader: Reader) -> models.QuerySet[ServiceRecord]:
    """Every version that the reader's organisations recorded."""
    rows = ServiceRecord.objects.filter(sign_up__activity__organisation__in=organisations_of(reader))
    return rows.select_related(*WITH_ACTIVITY)


def records_to_check(reader: Reader) -> models.QuerySet[ServiceRecord]:
    """Records in force of the districts for which the reader is an officer."""
    places = places_of(reader, Role.OFFICER)
    rows = ServiceRecord.objects.filter(status=RecordStatus.IN_FORCE).select_related(*WITH_ACTIVITY, "spot_check")
    if CITY in places:
        return rows
    return rows.filter(sign_up__activity__district__in=[place[:6] for place in places])


def corrections_of_host(reader: Reader) -> models.QuerySet[CorrectionRequest]:
    """What volunteers asked the reader's organisations to put right and nobody answered yet."""
    rows = CorrectionRequest.objects.filter(
        record__sign_up__activity__organisation__in=organisations_of(reader), status=CorrectionStatus.ASKED
    )
    return rows.select_related(*(f"record__{path}" for path in WITH_ACTIVITY))


def requests_of_host(reader: Reader) -> models.QuerySet[CertificateRequest]:
    """Wishes for a certificate that the reader's organisations were asked for."""
    rows = CertificateRequest.objects.filter(organisation__in=organisations_of(reader))
    return rows.select_related("organisation", "volunteer", "certificate")


def certificates_of(reader: Reader) -> models.QuerySet[ServiceCertificate]:
    """The reader's own papers, the newest first."""
    if not isinstance(reader, User):
        return ServiceCertificate.objects.none()
    return ServiceCertificate.objects.filter(volunteer__user=reader).select_related("organisation").order_by("-pk")


def recorded_by_groups(volunteer: Person) -> models.QuerySet[Organisation]:
    """The organisations that recorded time of this volunteer and have no open request about it."""
    recorded = Organisation.objects.filter(
        activities__sign_ups__volunteer=volunteer,
        activities__sign_ups__records__status=RecordStatus.IN_FORCE,
        activities__sign_ups__records__minutes__gt=0,
    )
    waiting = CertificateRequest.objects.filter(volunteer=volunteer, status=RequestStatus.ASKED)
    return recorded.exclude(pk__in=waiting.values("organisation")).distinct().order_by("name")
