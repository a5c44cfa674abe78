"""Volunteers, their activities, the record of their service and its certificates."""

from marketplace.volunteers.models.activities import Activity, Insurance, SignUp
from marketplace.volunteers.models.papers import (
    CertificateRequest,
    ServiceCertificate,
    ServiceCertificateSeries,
    SystemRegistration,
    Wording,
)
from marketplace.volunteers.models.people import Availability, IdentityKind, Sex, Skill, Volunteer
from marketplace.volunteers.models.records import CheckOutcome, CorrectionRequest, Flag, ServiceRecord, SpotCheck

__all__ = [
    "Activity",
    "Availability",
    "CertificateRequest",
    "CheckOutcome",
    "CorrectionRequest",
    "Flag",
    "IdentityKind",
    "Insurance",
    "ServiceCertificate",
    "ServiceCertificateSeries",
    "ServiceRecord",
    "Sex",
    "SignUp",
    "Skill",
    "SpotCheck",
    "SystemRegistration",
    "Volunteer",
    "Wording",
]
