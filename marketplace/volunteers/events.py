"""What happened to volunteers and their service."""

from dataclasses import dataclass

from marketplace.common.events import Event


@dataclass(frozen=True, slots=True)
class VolunteerApplied(Event):
    volunteer_id: int


@dataclass(frozen=True, slots=True)
class VolunteerAdmitted(Event):
    volunteer_id: int


@dataclass(frozen=True, slots=True)
class VolunteerDeclined(Event):
    volunteer_id: int


@dataclass(frozen=True, slots=True)
class ActivityCancelled(Event):
    activity_id: int


@dataclass(frozen=True, slots=True)
class ActivityEnded(Event):
    activity_id: int


@dataclass(frozen=True, slots=True)
class ActivityRecorded(Event):
    activity_id: int


@dataclass(frozen=True, slots=True)
class ServiceRecorded(Event):
    record_id: int


@dataclass(frozen=True, slots=True)
class RecordCorrected(Event):
    """`record_id` is the new version."""

    record_id: int


@dataclass(frozen=True, slots=True)
class RecordStruck(Event):
    record_id: int


@dataclass(frozen=True, slots=True)
class CorrectionAsked(Event):
    correction_id: int


@dataclass(frozen=True, slots=True)
class CorrectionDeclined(Event):
    correction_id: int


@dataclass(frozen=True, slots=True)
class CertificateAsked(Event):
    request_id: int


@dataclass(frozen=True, slots=True)
class CertificateDeclined(Event):
    request_id: int


@dataclass(frozen=True, slots=True)
class ServiceCertificateIssued(Event):
    certificate_id: int


@dataclass(frozen=True, slots=True)
class ServiceCertificateRevoked(Event):
    certificate_id: int
