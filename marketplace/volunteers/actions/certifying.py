"""A certificate on the volunteer's request, free, signed, in the recording organisation's name (67号令 Art.14-17)."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import Role, User
from marketplace.accounts.queries import holds_role
from marketplace.common import audit
from marketplace.common.events import announce
from marketplace.common.verdict import DomainError
from marketplace.organisations.models import Organisation
from marketplace.organisations.queries import is_member
from marketplace.volunteers.actions.issuing import issue
from marketplace.volunteers.events import CertificateAsked, CertificateDeclined, ServiceCertificateRevoked
from marketplace.volunteers.models import CertificateRequest, ServiceCertificate, SystemRegistration, Volunteer
from marketplace.volunteers.queries.papers import certificate_citing, records_to_certify, wording_of
from marketplace.volunteers.rules import may_ask_certificate, may_certify
from marketplace.volunteers.states import REQUEST_LIFECYCLE, SERVICE_CERTIFICATE_LIFECYCLE, RequestStatus


@transaction.atomic
def ask_certificate(
    *, by: User, volunteer: Volunteer, organisation: Organisation, first_day: date | None = None,
    last_day: date | None = None,
) -> CertificateRequest:  # fmt: skip
    """Ask the recording organisation; without days for everything that it recorded."""
    may_ask_certificate(by, volunteer, organisation).require()
    asked = CertificateRequest.objects.filter(volunteer=volunteer, organisation=organisation)
    if asked.filter(status=RequestStatus.ASKED).exists():
        message = _("You have asked this organisation already. It answers first.")
        raise DomainError(message, code="ALREADY_ASKED")
    request = CertificateRequest.objects.create(
        volunteer=volunteer, organisation=organisation, first_day=first_day, last_day=last_day
    )
    audit.record(by=by, verb="certificate_request.ask", subject=request)
    announce(CertificateAsked(request_id=request.pk))
    return request


@transaction.atomic
def withdraw_request(*, by: User, request: CertificateRequest) -> None:
    """Not wanted any more."""
    if request.volunteer.user_id != by.pk:
        raise DomainError(_("Only the volunteer can do this."), code="NOT_THE_VOLUNTEER")
    REQUEST_LIFECYCLE.advance(request, "withdraw", by=by)


@transaction.atomic
def decline_certificate(*, by: User, request: CertificateRequest, answer: str) -> None:
    """The organisation says why not; an untrue certificate is never issued (Art.17)."""
    may_certify(by, request).require()
    REQUEST_LIFECYCLE.advance(request, "decline", by=by, answer=answer, answered_by=by)
    announce(CertificateDeclined(request_id=request.pk))


@transaction.atomic
def issue_service_certificate(*, by: User, request: CertificateRequest) -> ServiceCertificate:
    """The organisation lets it be issued in its name; what is certified already is not issued twice."""
    may_certify(by, request).require()
    volunteer = Volunteer.objects.select_for_update().get(pk=request.volunteer_id)
    records = records_to_certify(volunteer, request.organisation, request.first_day, request.last_day)
    if not records:
        message = _("Nothing is recorded in these days. Choose other days, or record the service first.")
        raise DomainError(message, code="NOTHING_RECORDED")
    present = certificate_citing(volunteer, request.organisation, records)
    if present is not None and present.wording == wording_of(request.organisation):
        certificate = present
    else:
        if present is not None:
            SERVICE_CERTIFICATE_LIFECYCLE.advance(present, "supersede", by=by, because="WORDING_CHANGED")
        certificate = issue(by=by, approved_by=by, volunteer=volunteer, records=records, replaces=present)
    REQUEST_LIFECYCLE.advance(request, "issue", by=by, answered_by=by, certificate=certificate)
    return certificate


@transaction.atomic
def revoke_service_certificate(*, by: User, certificate: ServiceCertificate, because: str) -> None:
    """The organisation or an officer found it untrue; the paper stays known, and its check says revoked."""
    allowed = is_member(by, certificate.organisation) or holds_role(
        by, Role.OFFICER, place=certificate.organisation.district
    )
    if not allowed:
        message = _("Only the organisation or an officer of its district can revoke this.")
        raise DomainError(message, code="NOT_THE_ISSUER")
    SERVICE_CERTIFICATE_LIFECYCLE.advance(certificate, "revoke", by=by, because=because)
    announce(ServiceCertificateRevoked(certificate_id=certificate.pk))


@transaction.atomic
def register_in_system(*, by: User, organisation: Organisation, number: str, since: date) -> SystemRegistration:
    """An officer saw that the organisation's records are in the designated national system: papers may say 证明."""
    if not holds_role(by, Role.OFFICER, place=organisation.district):
        raise DomainError(_("Only an officer of this district can confirm it."), code="NOT_THE_OFFICER")
    registration, _made = SystemRegistration.objects.update_or_create(
        organisation=organisation, defaults={"number": number, "since": since, "confirmed_by": by}
    )
    audit.record(by=by, verb="volunteers.register_in_system", subject=registration)
    return registration
