"""How organisations join, are verified and gain members."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.common import audit, clock
from marketplace.common.actors import Actor
from marketplace.common.identifiers import credit_code as check_credit_code
from marketplace.common.verdict import DomainError
from marketplace.organisations.models import (
    Capability,
    CapabilityKind,
    DeductionEligibility,
    MemberRole,
    Membership,
    Organisation,
    OrganisationKind,
)
from marketplace.organisations.states import CAPABILITY_LIFECYCLE, ORGANISATION_LIFECYCLE


class SecondPersonNeeded(DomainError):
    """Whoever entered a line may not be the one who confirms it."""

    code = "SECOND_PERSON_NEEDED"


@transaction.atomic
def apply(
    *,
    by: Actor,
    name: str,
    name_en: str,
    kind: OrganisationKind,
    credit_code: str,
    district: str,
    summary: str = "",
    summary_en: str = "",
    contact: str = "",
    is_mainland: bool = True,
) -> Organisation:
    """Enter an organisation; its credit code must pass both check digits."""
    check_credit_code(credit_code).require()
    organisation = Organisation.objects.create(
        name=name,
        name_en=name_en,
        kind=kind,
        credit_code=credit_code,
        district=district,
        summary=summary,
        summary_en=summary_en,
        contact=contact,
        is_mainland=is_mainland,
    )
    audit.record(by=by, verb="organisation.apply", subject=organisation)
    return organisation


@transaction.atomic
def admit(*, by: User, organisation: Organisation) -> None:
    """Let an organisation act in the market."""
    ORGANISATION_LIFECYCLE.advance(organisation, "admit", by=by)


@transaction.atomic
def claim_capability(
    *,
    by: Actor,
    organisation: Organisation,
    kind: CapabilityKind,
    valid_from: date,
    valid_to: date | None = None,
    certificate_number: str = "",
) -> Capability:
    """State what the organisation is, with the certificate that says so; it counts once verified."""
    capability = Capability.objects.create(
        organisation=organisation,
        kind=kind,
        valid_from=valid_from,
        valid_to=valid_to,
        certificate_number=certificate_number,
    )
    audit.record(by=by, verb="capability.claim", subject=capability, detail={"kind": kind})
    return capability


@transaction.atomic
def verify_capability(*, by: User, capability: Capability) -> None:
    """An officer has seen the evidence."""
    CAPABILITY_LIFECYCLE.advance(capability, "verify", by=by, verified_by=by, verified_at=clock.now())


@transaction.atomic
def add_member(*, by: Actor, organisation: Organisation, user: User, role: MemberRole) -> Membership:
    """Let a person act for the organisation."""
    membership, _created = Membership.objects.update_or_create(
        organisation=organisation, user=user, defaults={"role": role, "left_at": None}
    )
    audit.record(by=by, verb="membership.add", subject=membership, detail={"role": role})
    return membership


@transaction.atomic
def remove_member(*, by: Actor, membership: Membership) -> None:
    """Access ends at once; what was done stays on record."""
    Membership.objects.filter(pk=membership.pk).update(left_at=clock.now())
    audit.record(by=by, verb="membership.remove", subject=membership)


@transaction.atomic
def list_eligibility(
    *, by: User, credit_code: str, document_number: str, level: str, year_from: int, year_to: int, source: str
) -> DeductionEligibility:
    """Enter a line of the published list; a second person must confirm it."""
    check_credit_code(credit_code).require()
    line = DeductionEligibility.objects.create(
        credit_code=credit_code,
        document_number=document_number,
        level=level,
        year_from=year_from,
        year_to=year_to,
        source=source,
    )
    audit.record(by=by, verb="eligibility.enter", subject=line)
    return line


@transaction.atomic
def confirm_eligibility(*, by: User, line: DeductionEligibility) -> None:
    """The second person compared the line with the published list; the one who entered it is refused."""
    if audit.first_actor("eligibility.enter", line) == f"user:{by.pk}":
        raise SecondPersonNeeded(_("A colleague must confirm the line that you entered."))
    DeductionEligibility.objects.filter(pk=line.pk).update(confirmed_by=by, confirmed_at=clock.now())
    audit.record(by=by, verb="eligibility.confirm", subject=line)
