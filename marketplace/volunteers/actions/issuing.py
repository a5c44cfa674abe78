"""Set, sign and keep a certificate of service; replace one whose records changed."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse

from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.actors import Actor, SystemActor
from marketplace.common.certificates.numbers import next_number
from marketplace.common.certificates.papers import digest
from marketplace.common.certificates.sealing import current_signer
from marketplace.common.events import announce
from marketplace.common.identifiers import mask_identifier
from marketplace.common.pdf import sha256, sign
from marketplace.common.references import new_reference
from marketplace.volunteers.certificates.document import ServiceCertificateData, render_service_certificate
from marketplace.volunteers.events import ServiceCertificateIssued
from marketplace.volunteers.hours import hours_shown
from marketplace.volunteers.models import (
    ServiceCertificate,
    ServiceCertificateSeries,
    ServiceRecord,
    Volunteer,
    Wording,
)
from marketplace.volunteers.queries.papers import records_replacing, wording_of

ISSUER = SystemActor("service-certificates")


def issue(
    *,
    by: Actor,
    approved_by: User,
    volunteer: Volunteer,
    records: Sequence[ServiceRecord],
    replaces: ServiceCertificate | None = None,
) -> ServiceCertificate:
    """Inside the caller's transaction: the next number of the organisation, the paper, its file and its records."""
    organisation, today = records[0].sign_up.activity.organisation, clock.today()
    series, counter, number = next_number(ServiceCertificateSeries, "VS", organisation, today.year)
    code = new_reference()
    days = [record.served_on for record in records]
    certificate = ServiceCertificate(
        volunteer=volunteer,
        organisation=organisation,
        series=series,
        counter=counter,
        number=number,
        code=code,
        code_digest=digest(code),
        replaces=replaces,
        minutes=sum(record.minutes for record in records),
        first_day=min(days),
        last_day=max(days),
        wording=wording_of(organisation),
        approved_by=approved_by,
        issued_on=today,
    )
    pdf = sign(render_service_certificate(_document(certificate, records)), current_signer())
    certificate.sha256 = sha256(pdf)
    certificate.file.save(f"{number}.pdf", ContentFile(pdf), save=False)
    certificate.save()
    certificate.records.set(records)
    detail = {"number": number, "minutes": certificate.minutes, "records": len(records)}
    audit.record(by=by, verb="service_certificate.issue", subject=certificate, detail=detail)
    announce(ServiceCertificateIssued(certificate_id=certificate.pk))
    return certificate


@transaction.atomic
def replace_certificate(certificate: ServiceCertificate) -> ServiceCertificate | None:
    """The same service as it is recorded now; None where it was replaced before or nothing is left of it."""
    old = ServiceCertificate.objects.select_for_update().get(pk=certificate.pk)
    records = records_replacing(old)
    if not records or ServiceCertificate.objects.filter(replaces=old).exists():
        return None
    return issue(by=ISSUER, approved_by=old.approved_by, volunteer=old.volunteer, records=records, replaces=old)


def _document(certificate: ServiceCertificate, records: Sequence[ServiceRecord]) -> ServiceCertificateData:
    volunteer, organisation = certificate.volunteer, certificate.organisation
    return {
        "number": certificate.number,
        "issued_on": certificate.issued_on,
        "is_proof": certificate.wording == Wording.CERTIFICATE,
        "volunteer_name": volunteer.real_name,
        "unified_number": volunteer.unified_number,
        "identifier": mask_identifier(volunteer.identity_number) if volunteer.identity_number else None,
        "organisation": organisation.name,
        "credit_code": organisation.credit_code,
        "handler": certificate.approved_by.display_name or None,
        "contact": organisation.contact or None,
        "first_day": certificate.first_day,
        "last_day": certificate.last_day,
        "hours": hours_shown(certificate.minutes),
        "lines": [
            {
                "day": record.served_on,
                "activity": record.sign_up.activity.title,
                "content": record.content,
                "hours": record.hours,
            }
            for record in records
        ],
        "verification_page": settings.BASE_URL + reverse("verify"),
        "verification_code": certificate.code,
        "verification_link": settings.BASE_URL + reverse("verify_number", args=[certificate.number, certificate.code]),
    }
