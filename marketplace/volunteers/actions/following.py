"""Certificates follow their records: what cites a record that is no longer in force is in force no longer."""

from __future__ import annotations

from marketplace.common.actors import Actor
from marketplace.common.events import announce
from marketplace.volunteers.events import ServiceCertificateRevoked
from marketplace.volunteers.models import ServiceCertificate, ServiceRecord
from marketplace.volunteers.states import SERVICE_CERTIFICATE_LIFECYCLE, RecordStatus, ServiceCertificateStatus


def supersede_citing(record: ServiceRecord, *, by: Actor) -> int:
    """Inside the action that corrected or struck the record; a paper of which nothing is left is revoked."""
    citing = list(record.certificates.filter(status=ServiceCertificateStatus.VALID).order_by("pk"))
    for certificate in citing:
        verb = "supersede" if _anything_left(certificate, record) else "revoke"
        SERVICE_CERTIFICATE_LIFECYCLE.advance(certificate, verb, by=by, because="RECORD_CHANGED")
        if verb == "revoke":
            announce(ServiceCertificateRevoked(certificate_id=certificate.pk))
    return len(citing)


def _anything_left(certificate: ServiceCertificate, record: ServiceRecord) -> bool:
    """Another record that it cites, or a newer version of this one, with time in force."""
    left = ServiceRecord.objects.filter(status=RecordStatus.IN_FORCE, minutes__gt=0)
    others = left.filter(certificates=certificate).exclude(pk=record.pk)
    return others.exists() or left.filter(replaces=record).exists()
