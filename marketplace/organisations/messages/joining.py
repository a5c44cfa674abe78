"""Applications and claims: officers are asked, applicants and managers are told."""

from __future__ import annotations

from django.urls import reverse

from marketplace.common import clock
from marketplace.notifications.actions import finish_work, open_work, tell_once
from marketplace.organisations.events import (
    ApplicationRefused,
    ApplicationReturned,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    CapabilityClaimed,
    CapabilityDoubted,
    CapabilityExpired,
    CapabilityProposed,
    CapabilityRefused,
    CapabilityRunsOut,
    CapabilityVerified,
    OrganisationAdmitted,
)
from marketplace.organisations.messages.audience import answer_by, officers_of, officers_page, own_page
from marketplace.organisations.models import Capability, Organisation
from marketplace.organisations.models.capability import WAITING
from marketplace.organisations.queries import managers_of
from marketplace.organisations.states import CapabilityStatus, OrganisationStatus

APPLICATION = "application_review"
CONFIRM = "capability_confirm"
MEND = "application_mend"
RENEW = "capability_renew"


def ask_officers(event: ApplicationSubmitted) -> None:
    """The officers of its seat find it in their work; the applicant has nothing to mend any more."""
    organisation = _organisation(event.organisation_id)
    finish_work(MEND, subject=subject_of(organisation))
    if organisation.status == OrganisationStatus.APPLIED:
        _open_for_officers(organisation)


def application_is_answered(
    event: ApplicationReturned | ApplicationRefused | ApplicationWithdrawn | OrganisationAdmitted,
) -> None:
    """Nobody waits for it any more; the applicant learns what became of it."""
    organisation = _organisation(event.organisation_id)
    finish_work(APPLICATION, subject=subject_of(organisation))
    finish_work(CONFIRM, subject=subject_of(organisation))
    kind = TOLD.get(OrganisationStatus(organisation.status))
    if organisation.applicant is not None and kind:
        tell_once([organisation.applicant], kind, _params(organisation), _round(organisation))
    if organisation.applicant is not None and organisation.status == OrganisationStatus.RETURNED:
        open_work(
            organisation.applicant,
            MEND,
            subject=subject_of(organisation),
            url=_own_address(organisation),
            params=_params(organisation),
        )


TOLD = {
    OrganisationStatus.RETURNED: "application_returned",
    OrganisationStatus.REFUSED: "application_refused",
    OrganisationStatus.ACTIVE: "application_admitted",
}


def ask_about_claim(event: CapabilityClaimed | CapabilityDoubted) -> None:
    """A first look is wanted at what a member organisation claims, or once more after a doubt."""
    capability = _capability(event.capability_id)
    finish_work(CONFIRM, subject=claim_subject(capability))
    finish_work(RENEW, subject=claim_subject(capability))
    if capability.status == CapabilityStatus.CLAIMED:
        _open_for_officers(capability.organisation)


def ask_second_officer(event: CapabilityProposed) -> None:
    """Every officer of its seat but the first may confirm what the first one saw."""
    capability = _capability(event.capability_id)
    if capability.status != CapabilityStatus.PROPOSED:
        return
    for officer in officers_of(capability.organisation):
        if officer.pk != capability.proposed_by_id:
            open_work(
                officer,
                CONFIRM,
                subject=claim_subject(capability),
                url=officers_page(capability.organisation),
                due_at=answer_by(),
                params=_claim_params(capability),
            )


def claim_is_decided(event: CapabilityVerified | CapabilityRefused) -> None:
    """Nobody waits to confirm it; people of a member organisation learn the answer."""
    capability = _capability(event.capability_id)
    organisation = capability.organisation
    finish_work(CONFIRM, subject=claim_subject(capability))
    if not organisation.capabilities.filter(status__in=WAITING).exists():
        _claims_are_decided(organisation)
    if organisation.status == OrganisationStatus.ACTIVE:
        kind = "capability_verified" if capability.status == CapabilityStatus.VERIFIED else "capability_refused"
        told = managers_of(organisation, at=capability.verified_at)
        tell_once(told, kind, _claim_params(capability), own_page(organisation))


def warn_of_end(event: CapabilityRunsOut) -> None:
    """The managers are told how many days are left, and find the renewal in their work."""
    capability = _capability(event.capability_id)
    if capability.status != CapabilityStatus.VERIFIED or capability.valid_to is None:
        return
    params = _claim_params(capability) | {"days": event.days, "until": capability.valid_to.isoformat()}
    people = managers_of(capability.organisation)
    tell_once(people, "capability_runs_out", params, own_page(capability.organisation))
    for person in people:
        open_work(
            person,
            RENEW,
            subject=claim_subject(capability),
            url=own_page(capability.organisation),
            due_at=clock.start_of(capability.valid_to),
            params=_claim_params(capability),
            acting_for=capability.organisation.reference,
        )


def tell_of_expiry(event: CapabilityExpired) -> None:
    """The managers and the officers of its seat learn that it counts no more."""
    capability = _capability(event.capability_id)
    organisation = capability.organisation
    until = capability.valid_to.isoformat() if capability.valid_to else ""
    params = _claim_params(capability) | {"until": until}
    tell_once(managers_of(organisation), "capability_expired", params, own_page(organisation))
    tell_once(officers_of(organisation), "capability_expired", params, officers_page(organisation))


def subject_of(organisation: Organisation) -> str:
    """How work items name an application."""
    return f"organisation:{organisation.reference}"


def claim_subject(capability: Capability) -> str:
    """How work items name what an organisation claims to be."""
    return f"{subject_of(capability.organisation)}:{capability.kind}"


def _claims_are_decided(organisation: Organisation) -> None:
    """A member organisation's claims are all answered; an applicant still waits to be let in."""
    if organisation.status != OrganisationStatus.APPLIED:
        finish_work(APPLICATION, subject=subject_of(organisation))


def _open_for_officers(organisation: Organisation) -> None:
    for officer in officers_of(organisation):
        open_work(
            officer,
            APPLICATION,
            subject=subject_of(organisation),
            url=officers_page(organisation),
            due_at=answer_by(),
            params=_params(organisation),
        )


def _organisation(key: int) -> Organisation:
    return Organisation.objects.select_related("applicant").get(pk=key)


def _capability(key: int) -> Capability:
    return Capability.objects.select_related("organisation").get(pk=key)


def _params(organisation: Organisation) -> dict[str, str | int | None]:
    return {"name": organisation.name}


def _claim_params(capability: Capability) -> dict[str, str | int | None]:
    return {"name": capability.organisation.name, "kind": capability.kind}


def _own_address(organisation: Organisation) -> str:
    return reverse("join_tasks", args=[organisation.reference])


def _round(organisation: Organisation) -> str:
    """The applicant's page; an application sent back twice is told twice."""
    return f"{_own_address(organisation)}?sent={organisation.remarks.count()}"
